/**
 * Saves hosts by packing a few of them anew, over and over: some of the emptiest and some others give back what they
 * hold, and it is filled in again under slightly other weights. Kept when it costs no more and leaves one host emptier.
 */

import { createRandom } from '../random.ts';
import { fillHosts } from './size-fill.ts';
import type { Prepared } from './size-prepare.ts';
import { weights } from './size-pack.ts';
import type { Bin, Packing } from './size-pack.ts';

/** Items taken out at once, about. */
const RENEWED = 60;

/** Convex in how full a host is: the sum grows when one gets fuller at the cost of another. */
function fullness(prepared: Prepared, bin: Bin, scarce: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < prepared.dimensions; d += 1) sum += (bin.used[d] ?? 0) * (scarce[d] ?? 0);
  return sum * sum;
}

/** `effort`: looks at a place for an item. */
export function renewPacking(
  prepared: Prepared,
  first: Packing,
  bound: number,
  { effort, seed }: { readonly effort: number; readonly seed: number },
): Packing {
  const random = createRandom(seed);
  const bins = [...first.bins];
  const plain = prepared.shapes.map((_, shape) => weights(prepared, shape));
  const [common = new Float64Array(prepared.dimensions)] = plain;
  let cost = first.cost;
  const size = prepared.items / Math.max(1, bins.length);
  const taken = Math.max(2, Math.min(bins.length, Math.round(RENEWED / size), 40));
  let left = Math.min(effort, prepared.items * bins.length * 2000);
  while (left > 0 && cost > bound * (1 + 1e-9) && bins.length > 1) {
    // The chosen go to the end of the list; of every two drawn, the emptier comes along half of the time.
    for (let n = 0; n < Math.min(taken, bins.length); n += 1) {
      const end = bins.length - n;
      let at = random.below(end);
      if (random.next() < 0.5) {
        const other = random.below(end);
        const [a, b] = [bins[at], bins[other]];
        if (a !== undefined && b !== undefined && fullness(prepared, b, common) < fullness(prepared, a, common))
          at = other;
      }
      const [x, y] = [bins[at], bins[end - 1]];
      if (x === undefined || y === undefined) continue;
      bins[at] = y;
      bins[end - 1] = x;
    }
    const old = bins.slice(bins.length - taken);
    const items = Int32Array.from(old.flatMap((bin) => bin.items));
    for (let n = items.length - 1; n > 0; n -= 1) {
      const other = random.below(n + 1);
      const kept = items[n] ?? 0;
      items[n] = items[other] ?? 0;
      items[other] = kept;
    }
    const any = random.below(prepared.shapes.length);
    const shape = random.next() < 0.3 ? any : (old[random.below(old.length)]?.shape ?? any);
    const scarce = (plain[shape] ?? common).map((weight) => weight * (0.6 + 0.8 * random.next()));
    const renewed = fillHosts(prepared, items, shape, random.next() < 0.8 ? 'close' : 'balanced', scarce);
    left -= (items.length * items.length) / 2 + 20 * taken;
    const before = old.reduce((sum, bin) => sum + (prepared.shapes[bin.shape]?.price ?? 0), 0);
    const full = (list: readonly Bin[]): number => list.reduce((sum, bin) => sum + fullness(prepared, bin, common), 0);
    const change = renewed.cost - before;
    if (change > 1e-9 || (change > -1e-9 && full(renewed.bins) < full(old))) continue;
    bins.splice(bins.length - old.length, old.length, ...renewed.bins);
    cost += change;
  }
  return { bins, cost: bins.reduce((sum, bin) => sum + (prepared.shapes[bin.shape]?.price ?? 0), 0) };
}
