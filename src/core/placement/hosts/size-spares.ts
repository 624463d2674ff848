/** Empty hosts for failover: whichever hosts are lost, each finds an empty one that can take all it held. */

import { TOLERANCE } from './size-prepare.ts';
import type { Prepared } from './size-prepare.ts';
import type { Bin, Packing } from './size-pack.ts';

function holds(prepared: Prepared, shape: number, bin: Bin): boolean {
  const limit = prepared.shapes[shape]?.limit;
  if (limit === undefined) return false;
  for (let d = 0; d < prepared.dimensions; d += 1) {
    if ((bin.used[d] ?? 0) > (limit[d] ?? 0) * (1 + TOLERANCE)) return false;
  }
  return bin.items.every((item) => prepared.fits[item * prepared.shapes.length + shape] === 1);
}

/**
 * Shapes of the spare hosts. The cheapest shape that can stand in for every host, as often as hosts may be lost; where no
 * shape can stand in for all, as many of each of a few that together can.
 */
export function chooseSpares(prepared: Prepared, packing: Packing): number[] {
  if (prepared.failover === 0) return [];
  const byPrice = [...prepared.shapes.keys()].toSorted(
    (a, b) => (prepared.shapes[a]?.price ?? 0) - (prepared.shapes[b]?.price ?? 0) || a - b,
  );
  const cover = new Map(byPrice.map((shape) => [shape, packing.bins.filter((bin) => holds(prepared, shape, bin))]));
  const chosen: number[] = [];
  const all = byPrice.find((shape) => cover.get(shape)?.length === packing.bins.length);
  if (all !== undefined) chosen.push(all);
  else {
    let left = new Set(packing.bins);
    while (left.size > 0) {
      const gain = (shape: number): number => (cover.get(shape) ?? []).filter((bin) => left.has(bin)).length;
      const best = byPrice.toSorted((a, b) => gain(b) - gain(a))[0] ?? 0;
      chosen.push(best);
      left = new Set([...left].filter((bin) => cover.get(best)?.includes(bin) !== true));
    }
  }
  return chosen.flatMap((shape) => Array.from({ length: prepared.failover }, () => shape));
}
