/**
 * A whole assessment in columns: per workload the number of its shape, the points of its complexity and a digest of its
 * answers. It is what the next assessment goes on from when only some workloads have changed, and what it then gives is
 * the same, byte for byte, as judging every workload again.
 */

import { createHash, hash } from 'node:crypto';
import { COMPLEXITY_TERMS, complexityFrom } from './complexity.ts';
import type { Complexity, ComplexityTerm } from './complexity.ts';
import type { PackedShape, ShapePacker } from './shape-pack.ts';
import type { AssessmentShape, Judged } from './shape.ts';

export const DIGEST_BYTES = 16;
const TERMS = COMPLEXITY_TERMS.length;

export interface RunRows {
  /** Ascending. */
  readonly ids: readonly string[];
  /** Number of each row's shape. */
  readonly shapes: Uint32Array;
  /** Points by term, in the order of COMPLEXITY_TERMS. */
  readonly points: Uint8Array;
  readonly digests: Uint8Array;
}

const PLACES = new Map(COMPLEXITY_TERMS.map((term, place) => [term, place]));

export function pointsOf({ terms }: Complexity): readonly number[] {
  const points = Array.from<number>({ length: TERMS }).fill(0);
  for (const { term, points: many } of terms) points[PLACES.get(term) ?? 0] = many;
  return points;
}

/** No term comes near it: marks what is set apart and has no complexity. */
const APART = 255;
const NO_POINTS: readonly number[] = COMPLEXITY_TERMS.map((_, place) => (place === 0 ? APART : 0));

/** Whether a row is judged: templates and placeholders are not. */
export const isJudged = (rows: RunRows, row: number): boolean => rows.points[row * TERMS] !== APART;

/** What the rules said, as text. What that means for targets follows from the rules, which the record of why names. */
function answersIn({ kind, platform, skipped, passed, rules }: AssessmentShape): string {
  let text = `${kind} ${platform ?? ''} ${skipped ?? ''} ${passed}`;
  for (const { ruleId, missing } of rules)
    text += missing === undefined ? `\n${ruleId}` : `\n${ruleId}?${missing.join()}`;
  return text;
}

export function complexityOfPoints(points: ArrayLike<number>): Complexity {
  const terms: ComplexityTerm[] = [];
  COMPLEXITY_TERMS.forEach((term, index) => {
    const found = points[index] ?? 0;
    if (found > 0) terms.push({ term, points: found });
  });
  return complexityFrom(terms);
}

export const pointsAt = ({ points }: RunRows, row: number): Uint8Array =>
  points.subarray(row * TERMS, (row + 1) * TERMS);

/** Collects judged workloads, in the order of their ids. */
export class RunBuilder {
  readonly packer: ShapePacker;
  readonly #first: number;
  readonly #numbers = new Map<AssessmentShape, number>();
  readonly #digests: string[] = [];
  readonly #packed: PackedShape[] = [];
  readonly #ids: string[] = [];
  readonly #shapes: number[] = [];
  readonly #points: number[] = [];
  readonly #rowDigests: Buffer[] = [];

  /** @param first number of the first shape that comes. */
  constructor(packer: ShapePacker, first = 0) {
    this.packer = packer;
    this.#first = first;
  }

  add({ workloadId, shape, texts, complexity }: Judged): void {
    let number = this.#numbers.get(shape);
    if (number === undefined) {
      number = this.#first + this.#packed.length;
      this.#numbers.set(shape, number);
      this.#digests.push(hash('sha256', answersIn(shape), 'base64'));
      this.#packed.push(this.packer.pack(shape));
    }
    const points = shape.skipped === undefined ? pointsOf(complexity) : NO_POINTS;
    const said = `${workloadId}\n${this.#digests[number - this.#first]}\n${JSON.stringify(texts)}\n${points.join()}`;
    this.#ids.push(workloadId);
    this.#shapes.push(number);
    for (const one of points) this.#points.push(one);
    this.#rowDigests.push(hash('sha256', said, 'buffer').subarray(0, DIGEST_BYTES));
  }

  get rows(): number {
    return this.#ids.length;
  }

  /** Of a shape that was added. */
  packedOf(shape: AssessmentShape): PackedShape {
    const packed = this.#packed[(this.#numbers.get(shape) ?? -1) - this.#first];
    if (packed === undefined) throw new RangeError('this shape was not added');
    return packed;
  }

  /** `shapes` and what they are packed as are in the order of their numbers, from the first one on. */
  finish(): {
    readonly rows: RunRows;
    readonly shapes: readonly AssessmentShape[];
    readonly packed: readonly PackedShape[];
  } {
    return {
      rows: {
        ids: this.#ids,
        shapes: Uint32Array.from(this.#shapes),
        points: Uint8Array.from(this.#points),
        digests: new Uint8Array(Buffer.concat(this.#rowDigests)),
      },
      shapes: [...this.#numbers.keys()],
      packed: this.#packed,
    };
  }
}

/** Rows of `base` without the removed ones, and in place of some of them, or beside them, those of `changed`. */
export function mergeRuns(base: RunRows, changed: RunRows, removed: ReadonlySet<string>): RunRows {
  if (changed.ids.length === 0 && removed.size === 0) return base;
  // At or above zero: that row of the base; below: row -1 - n of the changed ones.
  const places = new Int32Array(base.ids.length + changed.ids.length);
  let count = 0;
  let next = 0;
  base.ids.forEach((id, row) => {
    for (; next < changed.ids.length && (changed.ids[next] ?? '') < id; next += 1) places[count++] = -1 - next;
    if (changed.ids[next] === id) places[count++] = -1 - next++;
    else if (!removed.has(id)) places[count++] = row;
  });
  for (; next < changed.ids.length; next += 1) places[count++] = -1 - next;
  const ids: string[] = [];
  const merged: RunRows = {
    ids,
    shapes: new Uint32Array(count),
    points: new Uint8Array(count * TERMS),
    digests: new Uint8Array(count * DIGEST_BYTES),
  };
  for (let place = 0; place < count; place += 1) {
    const at = places[place] ?? 0;
    const [from, row] = at >= 0 ? [base, at] : [changed, -1 - at];
    ids.push(from.ids[row] ?? '');
    merged.shapes[place] = from.shapes[row] ?? 0;
    merged.points.set(pointsAt(from, row), place * TERMS);
    merged.digests.set(from.digests.subarray(row * DIGEST_BYTES, (row + 1) * DIGEST_BYTES), place * DIGEST_BYTES);
  }
  return merged;
}

/** Row of a workload; -1 when it is not in it. */
export function rowOf({ ids }: Pick<RunRows, 'ids'>, id: string): number {
  let [low, high] = [0, ids.length - 1];
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = ids[middle] ?? '';
    if (found === id) return middle;
    if (found < id) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** One digest over the answers of all rows. */
export const runDigest = ({ digests }: RunRows): string =>
  `sha256:${createHash('sha256').update(digests).digest('hex')}`;
