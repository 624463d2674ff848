/** A stored assessment opened for questions about many workloads at once. The last one asked about stays in memory. */

import { readBlock } from '../core/assess/block.ts';
import type { RunRows } from '../core/assess/run.ts';
import { shapesOf, unpacker } from '../core/assess/shape-pack.ts';
import type { AssessmentShape, Judged } from '../core/assess/shape.ts';
import { failure } from '../core/errors/registry.ts';
import { readBlocks, readRun } from '../store/assessments.ts';
import type { Store } from '../store/store.ts';
import { columnsOf } from './columns.ts';
import type { ServiceContext } from './context.ts';
import { requireResult } from './results.ts';

export interface OpenAssessment {
  readonly resultId: string;
  readonly generation: number;
  readonly createdAt: string;
  readonly rows: RunRows;
  readonly shapeAt: (number: number) => AssessmentShape;
  /** Numbers of the shapes that workloads have, with how many have each. */
  readonly counts: ReadonlyMap<number, number>;
  /** What is said of these workloads, in words. */
  wordsOf(workloadIds: readonly string[]): Promise<ReadonlyMap<string, Judged>>;
}

const opened = new WeakMap<Store, { readonly id: string; readonly assessment: Promise<OpenAssessment> }>();

/** The newest. Throws IST-2108 when there is none, or only one of an older release. */
export async function openAssessment(context: ServiceContext): Promise<OpenAssessment> {
  const { id, generation, createdAt } = await requireResult(context, 'assess');
  const known = opened.get(context.store);
  if (known?.id === id) return known.assessment;
  const assessment = open(context, { id, generation, createdAt: createdAt.toISOString() });
  opened.set(context.store, { id, assessment });
  assessment.catch(() => opened.delete(context.store));
  return assessment;
}

async function open(
  { store, ...rest }: ServiceContext,
  { id, generation, createdAt }: { readonly id: string; readonly generation: number; readonly createdAt: string },
): Promise<OpenAssessment> {
  const run = await readRun(store, id);
  if (run === undefined) {
    throw failure('IST-2108', 'the newest assessment was made by an older release and cannot be looked into this way', {
      hint: 'Run: isthmus assess',
    });
  }
  const ids = await columnsOf({ store, ...rest }, generation).ids();
  const unpack = unpacker(run.header);
  const counts = new Map<number, number>();
  for (const shape of run.rows.shapes) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  return {
    resultId: id,
    generation,
    createdAt,
    rows: { ...run.rows, ids },
    shapeAt: shapesOf(run.shapes, unpack),
    counts,
    async wordsOf(workloadIds) {
      const wanted = new Set(workloadIds);
      const words = new Map<string, Judged>();
      // Newest first: what an older block says of a workload does not count any more.
      for (const text of await readBlocks(store, run.chain, workloadIds)) {
        for (const judged of readBlock(text, wanted, unpack))
          if (!words.has(judged.workloadId)) words.set(judged.workloadId, judged);
      }
      return words;
    },
  };
}
