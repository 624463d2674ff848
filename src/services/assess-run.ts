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
import { platformIn, ShapePacker, unpacker } from '../core/assess/shape-pack.ts';
import type { PackedShape, PackHeader } from '../core/assess/shape-pack.ts';
import type { AssessmentShape, Judged } from '../core/assess/shape.ts';
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
  /** One a line, of JSON: those of the results it goes on from and, from `firstNew`, its own. */
  readonly shapes: readonly string[];
  readonly firstNew: number;
  readonly summary: AssessmentSummary;
  /** Words of the workloads that were judged now. */
  readonly blocks: readonly AssessmentBlock[];
  /** Results that hold the words of the others, newest first. */
  readonly chain: readonly string[];
  /** Those that were judged now, all of them or what has changed, with their shapes. */
  readonly judged: { readonly rows: RunRows; readonly shapeAt: (number: number) => AssessmentShape };
  /** The result it goes on from, and which of its workloads are gone. */
  readonly former?: { readonly resultId: string; readonly ids: readonly string[]; readonly gone: readonly string[] };
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
    const body = deflated(writeBlock(this.#waiting, (shape) => this.builder.packedOf(shape)));
    this.blocks.push({ firstId: first.workloadId, lastId: last.workloadId, rows: this.#waiting.length, body });
    this.#waiting = [];
  }

  finish(): ReturnType<RunBuilder['finish']> & { readonly header: PackHeader } {
    this.#close();
    return { ...this.builder.finish(), header: this.#packer.header() };
  }
}

function lookUp(shapes: readonly AssessmentShape[], first: number): (number: number) => AssessmentShape {
  return (number) => {
    const shape = shapes[number - first];
    if (shape === undefined) throw new RangeError(`there is no shape ${number} among those that were judged`);
    return shape;
  };
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
  const { rows, shapes, packed, header } = collector.finish();
  return {
    rows,
    header,
    shapes: packed.map(line),
    firstNew: 0,
    summary: counted.finish(),
    blocks: collector.blocks,
    chain: [],
    judged: { rows, shapeAt: lookUp(shapes, 0) },
    platforms,
  };
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
    firstNew: run.shapes.length,
    summary: counted.finish(),
    blocks: collector.blocks,
    chain: run.chain,
    judged: { rows: changed.rows, shapeAt: lookUp(changed.shapes, run.shapes.length) },
    former: { resultId: run.resultId, ids, gone },
    platforms: platformsIn(rows, shapes, changed.header),
  };
}

/** Platforms of the workloads there are, which may be fewer than the header has names for. */
function platformsIn({ shapes }: RunRows, lines: readonly string[], header: PackHeader): ReadonlySet<string> {
  const found = new Set<string>();
  for (const number of new Set(shapes)) {
    const platform = platformIn(lines[number] ?? '', header);
    if (platform !== undefined) found.add(platform);
  }
  return found;
}
