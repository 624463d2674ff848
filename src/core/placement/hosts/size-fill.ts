/** Packings one host after the other: each takes, of all that is left, what suits best what it still has room for. */

import { packInOrder, settle } from './size-pack.ts';
import type { Packing } from './size-pack.ts';
import { TOLERANCE } from './size-prepare.ts';
import type { Prepared } from './size-prepare.ts';

const get = (array: Float64Array | Int32Array | Uint8Array, at: number): number => array[at] as number;

/** balanced: needs most of what there is most of. close: comes nearest to filling the host. */
export type FillRule = 'balanced' | 'close';

interface Filling {
  readonly prepared: Prepared;
  readonly shape: number;
  readonly rule: FillRule;
  readonly scarce: Float64Array;
  readonly limit: Float64Array;
}

/** Items that are compared with each other. More are dealt out into groups with the same mix of sizes. */
export const MOST_COMPARED = 4000;

/** `order`: largest first; of equally suitable ones the earlier is taken. */
export function fillHosts(
  prepared: Prepared,
  order: Int32Array,
  shape: number,
  rule: FillRule,
  scarce: Float64Array,
): Packing {
  const { dimensions, fits, shapes } = prepared;
  const limit = (shapes[shape]?.limit ?? new Float64Array(dimensions)).map((value) => value * (1 + TOLERANCE));
  const fitting = order.filter((item) => fits[item * shapes.length + shape] === 1);
  const bins: { shape: number; items: readonly number[] }[] = [];
  const groups = Math.ceil(fitting.length / MOST_COMPARED);
  // The last host of a group is hardly ever full: what is on it goes along into the next group.
  let over: readonly number[] = [];
  for (let group = 0; group < groups; group += 1) {
    const own = [...over];
    for (let at = group; at < fitting.length; at += groups) own.push(get(fitting, at));
    const filled = fillGroup({ prepared, shape, rule, scarce, limit }, own);
    over = group === groups - 1 ? [] : (filled.pop() ?? []);
    for (const items of filled) bins.push({ shape, items });
  }
  // What this shape cannot hold goes on hosts of others.
  if (fitting.length < order.length) {
    const odd = order.filter((item) => fits[item * shapes.length + shape] !== 1);
    bins.push(...packInOrder(prepared, odd, 'tight', shape, scarce).bins);
  }
  return settle(prepared, bins);
}

function fillGroup({ prepared, rule, scarce, limit }: Filling, order: readonly number[]): (readonly number[])[] {
  const { dimensions, need, service } = prepared;
  const bins: (readonly number[])[] = [];
  // Packed densely in the order of preference, so that the inner loop walks through memory.
  let left = order.length;
  const item = Int32Array.from(order);
  const own = Int32Array.from(order, (i) => get(service, i));
  const size = new Float64Array(left * dimensions);
  for (const [at, i] of order.entries()) {
    for (let d = 0; d < dimensions; d += 1) size[at * dimensions + d] = get(need, i * dimensions + d);
  }
  /** Services on the host that is being filled. */
  const there = new Set<number>();
  const room = new Float64Array(dimensions);
  const worth = new Float64Array(dimensions);
  while (left > 0) {
    const items: number[] = [];
    there.clear();
    room.set(limit);
    for (;;) {
      for (let d = 0; d < dimensions; d += 1) worth[d] = get(room, d) * get(scarce, d) * get(scarce, d);
      let taken = -1;
      let best = -Infinity;
      for (let at = 0, k = 0; at < left; at += 1, k += dimensions) {
        let score = 0;
        let fit = true;
        for (let d = 0; d < dimensions; d += 1) {
          const more = get(size, k + d);
          if (more > get(room, d)) {
            fit = false;
            break;
          }
          score +=
            rule === 'balanced'
              ? get(worth, d) * more
              : more * get(scarce, d) * get(scarce, d) * (2 * get(room, d) - more);
        }
        if (!fit || score <= best) continue;
        if (get(own, at) >= 0 && there.has(get(own, at))) continue;
        best = score;
        taken = at;
      }
      if (taken < 0) break;
      items.push(get(item, taken));
      if (get(own, taken) >= 0) there.add(get(own, taken));
      for (let d = 0; d < dimensions; d += 1) room[d] = get(room, d) - get(size, taken * dimensions + d);
      // The rest keeps its order.
      item.copyWithin(taken, taken + 1, left);
      own.copyWithin(taken, taken + 1, left);
      size.copyWithin(taken * dimensions, (taken + 1) * dimensions, left * dimensions);
      left -= 1;
    }
    bins.push(items);
  }
  return bins;
}
