/**
 * Judges a generation: every workload, or, where an assessment on the same basis is there, only those that have changed
 * since. Both give the same; the property is tested on estates that change at random.
 */

import { writeBlock } from '../core/assess/block.ts';
import { createJudge } from '../core/assess/engine.ts';
import type { AssessorOptions } from '../core/assess/engine.ts';
import { mergeRuns, RunBuilder, rowOf } from '../core/assess/run.ts';
import type { RunRows } from '../core/assess/run.ts';
import type { Rule } from '../core/assess/rule.ts';
import { ShapePacker, unpacker } from '../core/assess/shape-pack.ts';
import type { PackedShape, PackHeader } from '../core/assess/shape-pack.ts';
import type { Judged } from '../core/assess/shape.ts';
import { createSummary } from '../core/assess/summary.ts';
import type { AssessmentSummary } from '../core/assess/summary.ts';
import type { Target } from '../core/assess/target.ts';
import type { GenerationInfo } from '../core/model/estate.ts';
import type { Workload } from '../core/model/workload.ts';
import { deflated } from '../store/assessments.ts';
import type { AssessmentBlock, StoredRun } from '../store/assessments.ts';
import { changesBetween } from '../store/estate-changes.ts';
import { columnsOf } from './columns.ts';
import type { ServiceContext } from './context.ts';
import { eachWorkload } from './generations.ts';

const BLOCK_ROWS = 500;

export interface JudgedRun {
  readonly rows: RunRows;
  readonly header: PackHeader;
  /** One a line, of JSON. */
  readonly shapes: readonly string[];
  readonly summary: AssessmentSummary;
  /** Words of the workloads that were judged now. */
  readonly blocks: readonly AssessmentBlock[];
  /** Results that hold the words of the others, newest first. */
  readonly chain: readonly string[];
  readonly judged: number;
  readonly platforms: ReadonlySet<string>;
}

export interface JudgeOptions extends AssessorOptions {
  readonly rules: readonly Rule[];
  readonly targets: readonly Target[];
}

/** Takes judged workloads in the order of ids, and keeps of them what is kept. */
class Collector {
  readonly builder: RunBuilder;
  readonly blocks: AssessmentBlock[] = [];
  readonly #packer: ShapePacker;
  readonly #judge: (workload: Workload) => Judged;
  #waiting: Judged[] = [];

  constructor(options: JudgeOptions, former?: { readonly header: PackHeader; readonly shapes: number }) {
    this.#packer = new ShapePacker(options.rules, options.targets, former?.header);
    this.builder = new RunBuilder(this.#packer, former?.shapes);
    this.#judge = createJudge(options);
  }

  add(workload: Workload): Judged {
    const judged = this.#judge(workload);
    this.builder.add(judged);
    if (this.#waiting.push(judged) === BLOCK_ROWS) this.#close();
    return judged;
  }

  #close(): void {
    const [first, last] = [this.#waiting.at(0), this.#waiting.at(-1)];
    if (first === undefined || last === undefined) return;
    const body = deflated(writeBlock(this.#waiting, (shape) => this.#packer.pack(shape)));
    this.blocks.push({ firstId: first.workloadId, lastId: last.workloadId, rows: this.#waiting.length, body });
    this.#waiting = [];
  }

  finish(): { readonly rows: RunRows; readonly packed: readonly PackedShape[]; readonly header: PackHeader } {
    this.#close();
    return { ...this.builder.finish(), header: this.#packer.header() };
  }
}

const line = (packed: PackedShape): string => JSON.stringify(packed);

export async function judgeAll(
  context: ServiceContext,
  generation: GenerationInfo,
  options: JudgeOptions,
): Promise<JudgedRun> {
  const collector = new Collector(options);
  const counted = createSummary();
  const platforms = new Set<string>();
  for await (const batch of eachWorkload(context, generation.number, 1000)) {
    for (const workload of batch) {
      const { shape } = collector.add(workload);
      if (shape.platform !== undefined) platforms.add(shape.platform);
      counted.add(shape);
    }
    context.progress((0.8 * collector.builder.rows) / Math.max(1, generation.counts.workloads), 'judging workloads');
  }
  const { rows, packed, header } = collector.finish();
  const { blocks } = collector;
  const summary = counted.finish();
  return { rows, header, shapes: packed.map(line), summary, blocks, chain: [], judged: rows.ids.length, platforms };
}

export interface FormerAssessment {
  readonly run: StoredRun;
  readonly generation: number;
  readonly summary: AssessmentSummary;
}

/** Goes on from an assessment of the same basis: only what has changed in the estate since is judged. */
export async function judgeChanged(
  context: ServiceContext,
  generation: GenerationInfo,
  options: JudgeOptions,
  { run, generation: from, summary }: FormerAssessment,
): Promise<JudgedRun> {
  const ids = await columnsOf(context, from).ids();
  const base: RunRows = { ...run.rows, ids };
  const { current, gone } = await changesBetween(context.store, from, generation.number);
  const collector = new Collector(options, { header: run.header, shapes: run.shapes.length });
  const counted = createSummary(summary);
  for (const workload of current) counted.add(collector.add(workload).shape);
  const changed = collector.finish();
  const unpack = unpacker(run.header);
  for (const id of [...changed.rows.ids, ...gone]) {
    const row = rowOf(base, id);
    const packed = row < 0 ? undefined : run.shapes[base.shapes[row] ?? 0];
    if (packed !== undefined) counted.add(unpack(JSON.parse(packed) as PackedShape), -1);
  }
  const rows = mergeRuns(base, changed.rows, new Set(gone));
  const shapes = [...run.shapes, ...changed.packed.map(line)];
  return {
    rows,
    header: changed.header,
    shapes,
    summary: counted.finish(),
    blocks: collector.blocks,
    chain: run.chain,
    judged: changed.rows.ids.length,
    platforms: platformsIn(rows, shapes, changed.header),
  };
}

/** Platforms of the workloads there are, which may be fewer than the header has names for. */
function platformsIn({ shapes }: RunRows, lines: readonly string[], { platforms }: PackHeader): ReadonlySet<string> {
  const found = new Set<string>();
  for (const number of new Set(shapes)) {
    const [, platform = 0] = JSON.parse(lines[number] ?? '[]') as PackedShape;
    const name = platforms[platform - 1];
    if (name !== undefined) found.add(name);
  }
  return found;
}
