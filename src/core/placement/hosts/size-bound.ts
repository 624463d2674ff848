/** What no packing can beat: from sums, from workloads too large to share a host, from counts, from anti-affinity. */

import { cheapestCover } from './size-cover.ts';
import type { Prepared } from './size-prepare.ts';

export interface BoundPart {
  /** volume: the sum of a resource. large: workloads of which few share a host. */
  readonly by: 'volume' | 'large' | 'count' | 'anti-affinity';
  /** Resource, or resources added up in proportion; null where none is meant. */
  readonly resource: string | null;
  readonly hosts: number;
}

export interface SizeBounds {
  /** Each alone, strongest first. */
  readonly parts: readonly BoundPart[];
  /** For the hosts that hold workloads, in prices, or in hosts where there are none. */
  readonly packing: number;
  /** With spare hosts and control plane. */
  readonly total: number;
}

/** A packing may exceed a limit by 10⁻⁹ of it; shrunk by more than that, sums in a host stay below 1 for certain. */
const SHRINK = 1 - 4e-9;

const up = (value: number): number => Math.ceil(value * SHRINK - 1e-9);

/** Martello and Toth's L2: for every threshold, what is left of small ones beside those that cannot share. Sizes in 0 … 1, descending. */
export function bigItemBound(sizes: Float64Array): number {
  const n = sizes.length;
  const sums = new Float64Array(n + 1);
  let half = 0;
  for (let i = 0; i < n; i += 1) {
    sums[i + 1] = (sums[i] ?? 0) + (sizes[i] ?? 0);
    if ((sizes[i] ?? 0) > 0.5) half += 1;
  }
  let best = half;
  let above = half;
  for (let last = half; last < n; last += 1) {
    const threshold = sizes[last] ?? 0;
    // Those equal to the threshold count with it.
    if (last + 1 < n && sizes[last + 1] === threshold) continue;
    while (above > 0 && (sizes[above - 1] ?? 0) <= 1 - threshold) above -= 1;
    const middle = (sums[half] ?? 0) - (sums[above] ?? 0);
    const small = (sums[last + 1] ?? 0) - (sums[half] ?? 0);
    best = Math.max(best, half + Math.max(0, Math.ceil(small - (half - above - middle) - 1e-6)));
  }
  return best;
}

/** Fekete and Schepers' stepped sizes: k of more than 1/(k+1) fit, no more. */
export function steppedBound(sizes: Float64Array, k: number): number {
  let sum = 0;
  for (const size of sizes) sum += Math.floor((k + 1) * size) / k;
  return Math.ceil(sum - 1e-6);
}

const MOST_STEPS = 6;

export function sizeBounds(prepared: Prepared): SizeBounds {
  const { dimensions, items, need, shapes, request } = prepared;
  const resources = dimensions - 1;
  // One imagined host that is at least as large as every shape in everything.
  const widest = Float64Array.from({ length: dimensions }, (_, d) => Math.max(...shapes.map((s) => s.limit[d] ?? 0)));
  const share = (item: number, d: number): number => {
    const limit = widest[d] ?? 0;
    return limit > 0 ? (need[item * dimensions + d] ?? 0) / limit : 0;
  };
  const parts: BoundPart[] = [];
  const add = (by: BoundPart['by'], resource: string | null, hosts: number): void => {
    if (hosts > 0) parts.push({ by, resource, hosts });
  };
  for (let d = 0; d < dimensions; d += 1) {
    let sum = 0;
    for (let item = 0; item < items; item += 1) sum += share(item, d);
    if (d < resources) add('volume', request.resources[d] ?? null, up(sum));
    else add('count', null, up(sum));
  }
  const combined = (which: readonly number[]): void => {
    const sizes = new Float64Array(items);
    for (let item = 0; item < items; item += 1) {
      let sum = 0;
      for (const d of which) sum += share(item, d);
      sizes[item] = (sum / which.length) * SHRINK;
    }
    sizes.sort().reverse();
    let hosts = bigItemBound(sizes);
    for (let k = 2; k <= MOST_STEPS; k += 1) hosts = Math.max(hosts, steppedBound(sizes, k));
    add('large', which.map((d) => request.resources[d] ?? '').join(' + '), hosts);
  };
  for (let d = 0; d < resources; d += 1) combined([d]);
  for (let d = 0; d < resources; d += 1) for (let e = d + 1; e < resources; e += 1) combined([d, e]);
  const members = new Int32Array(prepared.services);
  for (const service of prepared.service) if (service >= 0) members[service] = (members[service] ?? 0) + 1;
  add(
    'anti-affinity',
    null,
    members.reduce((most, count) => Math.max(most, count), 0),
  );
  if (items > 0 && parts.length === 0) add('count', null, 1);

  // Of equals the plainer reason is named first: the order in which they were added.
  parts.sort((a, b) => b.hosts - a.hosts);
  const fewest = parts[0]?.hosts ?? 0;
  const cheapest = Math.min(...shapes.map((shape) => shape.price));
  const packing = items === 0 ? 0 : Math.max(fewest * cheapest, cheapestCover(prepared));
  const dedicated = prepared.dedicated;
  const control = dedicated === null ? 0 : dedicated.count * (shapes[dedicated.shape]?.price ?? 0);
  return { parts, packing, total: packing + prepared.failover * priceOfLargest(prepared) + control };
}

/**
 * Without its x dearest hosts, an answer still holds every workload. So each of those x costs at least what the cheapest
 * host does that can hold the workload which is hardest to hold.
 */
function priceOfLargest(prepared: Prepared): number {
  const { items, fits, shapes } = prepared;
  let most = 0;
  for (let item = 0; item < items; item += 1) {
    let least = Infinity;
    for (let s = 0; s < shapes.length; s += 1) {
      if (fits[item * shapes.length + s] === 1) least = Math.min(least, shapes[s]?.price ?? 0);
    }
    most = Math.max(most, least);
  }
  return most;
}
