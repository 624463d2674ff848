/** Packings by simple rules: largest first, into the first or the best host that has room, by several ideas of "large". */

import { TOLERANCE } from './size-prepare.ts';
import type { Prepared } from './size-prepare.ts';

export interface Bin {
  readonly shape: number;
  readonly items: readonly number[];
  /** Per dimension. */
  readonly used: Float64Array;
}

export interface Packing {
  readonly bins: readonly Bin[];
  readonly cost: number;
}

export type Rule = 'first' | 'tight' | 'aligned';

const get = (array: Float64Array | Int32Array | Uint8Array, at: number): number => array[at] as number;

/** Cheapest shape that can hold what is in a bin. */
function fitting(prepared: Prepared, items: readonly number[], used: Float64Array, shape: number): number {
  const { shapes, fits, dimensions } = prepared;
  let best = shape;
  for (const [other, { limit, price }] of shapes.entries()) {
    if (price >= (shapes[best]?.price ?? 0)) continue;
    let holds = true;
    for (let d = 0; d < dimensions && holds; d += 1) holds = get(used, d) <= get(limit, d) * (1 + TOLERANCE);
    if (holds && items.every((item) => fits[item * shapes.length + other] === 1)) best = other;
  }
  return best;
}

/** Bins that hold nothing go, the others become as cheap as what they hold allows. Sums are taken anew. */
export function settle(
  prepared: Prepared,
  bins: readonly { readonly shape: number; readonly items: readonly number[] }[],
): Packing {
  const { dimensions, need, shapes } = prepared;
  const settled = bins
    .filter((bin) => bin.items.length > 0)
    .map(({ shape, items }) => {
      const used = new Float64Array(dimensions);
      for (const item of items) {
        for (let d = 0; d < dimensions; d += 1) used[d] = get(used, d) + get(need, item * dimensions + d);
      }
      return { shape: fitting(prepared, items, used, shape), items, used };
    });
  return { bins: settled, cost: settled.reduce((sum, bin) => sum + (shapes[bin.shape]?.price ?? 0), 0) };
}

/** How much of an average host each unit of a dimension is, weighted by how scarce the dimension is. */
export function weights(prepared: Prepared, shape: number): Float64Array {
  const { dimensions, items, need, shapes } = prepared;
  const total = new Float64Array(dimensions);
  for (let at = 0; at < items * dimensions; at += 1)
    total[at % dimensions] = get(total, at % dimensions) + get(need, at);
  return total.map((sum, d) => {
    const limit = shapes[shape]?.limit[d] ?? 0;
    return limit > 0 ? sum / limit / limit : 0;
  });
}

export function ordersFor(prepared: Prepared, shape: number): Int32Array[] {
  const { dimensions, items, need, shapes } = prepared;
  const limit = shapes[shape]?.limit ?? new Float64Array(dimensions);
  const scarce = weights(prepared, shape);
  const share = (item: number, d: number): number =>
    get(limit, d) > 0 ? get(need, item * dimensions + d) / get(limit, d) : 0;
  const members = new Int32Array(prepared.services + 1);
  for (const service of prepared.service) members[service + 1] = get(members, service + 1) + 1;
  const measures: ((item: number) => number)[] = [
    (item) => {
      let sum = 0;
      for (let d = 0; d < dimensions; d += 1) sum += get(scarce, d) * get(need, item * dimensions + d);
      return sum;
    },
    (item) => {
      let most = 0;
      for (let d = 0; d < dimensions; d += 1) most = Math.max(most, share(item, d));
      return most;
    },
  ];
  for (let d = 0; d < dimensions - 1; d += 1) measures.push((item) => share(item, d));
  // Members of a large service must meet many hosts while these have room.
  if (prepared.services > 0) {
    const size = measures[0] ?? (() => 0);
    measures.push(
      (item) =>
        (get(prepared.service, item) < 0 ? 0 : get(members, get(prepared.service, item) + 1)) * 1e6 + size(item),
    );
  }
  return measures.map((measure) => {
    const sizes = Float64Array.from({ length: items }, (_, item) => measure(item));
    return Int32Array.from({ length: items }, (_, item) => item).sort((a, b) => get(sizes, b) - get(sizes, a) || a - b);
  });
}

/** One pass over the items in order; a new host is of `shape`, or of the cheapest that can hold the item. */
export function packInOrder(
  prepared: Prepared,
  order: Int32Array,
  rule: Rule,
  shape: number,
  scarce: Float64Array,
): Packing {
  const { dimensions, items, need, service, fits, shapes } = prepared;
  let used = new Float64Array(64 * dimensions);
  const shapeOf: number[] = [];
  const contents: number[][] = [];
  const placedOf: number[][] = Array.from({ length: prepared.services }, () => []);
  /** Item + 1 that this bin is closed to, since a member of its service is there. */
  const closed = new Int32Array(items);
  const cheapestFor = (item: number): number => {
    if (fits[item * shapes.length + shape] === 1) return shape;
    let best = -1;
    for (let s = 0; s < shapes.length; s += 1) {
      if (fits[item * shapes.length + s] === 1 && (best < 0 || (shapes[s]?.price ?? 0) < (shapes[best]?.price ?? 0)))
        best = s;
    }
    return best;
  };
  const limits = shapes.map(({ limit }) => limit.map((value) => value * (1 + TOLERANCE)));
  for (const item of order) {
    const own = get(service, item);
    if (own >= 0) for (const bin of placedOf[own] ?? []) closed[bin] = item + 1;
    let chosen = -1;
    let best = Infinity;
    for (let bin = 0; bin < contents.length; bin += 1) {
      const of = shapeOf[bin] ?? 0;
      const limit = limits[of] as Float64Array;
      let fit = true;
      for (let d = 0, k = bin * dimensions, n = item * dimensions; d < dimensions; d += 1, k += 1, n += 1) {
        if (get(used, k) + get(need, n) > get(limit, d)) {
          fit = false;
          break;
        }
      }
      if (!fit || get(closed, bin) === item + 1 || fits[item * shapes.length + of] !== 1) continue;
      if (rule === 'first') {
        chosen = bin;
        break;
      }
      let score = 0;
      for (let d = 0, k = bin * dimensions, n = item * dimensions; d < dimensions; d += 1, k += 1, n += 1) {
        const free = (get(limit, d) - get(used, k)) * get(scarce, d);
        // tight: least left over. aligned: needs most of what the host has most of.
        score += rule === 'tight' ? free : -free * get(need, n) * get(scarce, d);
      }
      if (score < best) {
        best = score;
        chosen = bin;
      }
    }
    if (chosen < 0) {
      chosen = contents.length;
      contents.push([]);
      shapeOf.push(cheapestFor(item));
      if (contents.length * dimensions > used.length) {
        const more = new Float64Array(used.length * 2);
        more.set(used);
        used = more;
      }
    }
    contents[chosen]?.push(item);
    if (own >= 0) placedOf[own]?.push(chosen);
    for (let d = 0; d < dimensions; d += 1) {
      const k = chosen * dimensions + d;
      used[k] = get(used, k) + get(need, item * dimensions + d);
    }
  }
  return settle(
    prepared,
    contents.map((content, bin) => ({ shape: shapeOf[bin] ?? 0, items: content })),
  );
}
