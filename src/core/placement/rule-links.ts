/** Rules on latency as links between workloads that depend on each other, and which sites are near enough for them. */

import type { Dependency } from '../model/estate.ts';
import type { PlacementRule, Site } from '../policy/site.ts';
import type { Link } from './problem.ts';

export type LatencyRule = Extract<PlacementRule, { kind: 'latency' }>;

/** Round trip between two sites in milliseconds, [site * sites + site]; NaN: nobody says. 0 within a site. */
export function latencies(sites: readonly Site[]): Float64Array {
  const s = sites.length;
  const table = new Float64Array(s * s).fill(Number.NaN);
  const index = new Map(sites.map(({ id }, position) => [id, position]));
  for (const [from, site] of sites.entries()) {
    table[from * s + from] = 0;
    for (const [id, ms] of Object.entries(site.latencyMs)) {
      const to = index.get(id);
      if (to === undefined || to === from) continue;
      // Stated from both ends: the longer one, so that neither statement is broken.
      const known = table[from * s + to] ?? Number.NaN;
      const longer = Number.isNaN(known) ? ms : Math.max(known, ms);
      table[from * s + to] = longer;
      table[to * s + from] = longer;
    }
  }
  return table;
}

export function nearOf(latency: Float64Array, atMostMs: number, allowUnknown: boolean): Uint8Array {
  return Uint8Array.from(latency, (ms) => ((Number.isNaN(ms) ? allowUnknown : ms <= atMostMs) ? 1 : 0));
}

/** Pairs of rows that depend on each other, each once, the lower row first, in order. Background traffic binds nobody. */
export function dependentPairs(
  dependencies: readonly Dependency[],
  rowOf: ReadonlyMap<string, number>,
): readonly (readonly [number, number])[] {
  const pairs = new Map<number, readonly [number, number]>();
  for (const { fromWorkloadId, toWorkloadId, noise } of dependencies) {
    const from = rowOf.get(fromWorkloadId);
    const to = rowOf.get(toWorkloadId);
    if (noise !== undefined || from === undefined || to === undefined || from === to) continue;
    const pair = from < to ? ([from, to] as const) : ([to, from] as const);
    pairs.set(pair[0] * rowOf.size + pair[1], pair);
  }
  return [...pairs].sort(([a], [b]) => a - b).map(([, pair]) => pair);
}

/** Links of one rule: pairs of which it matches either end. */
export function linksOf(
  rule: LatencyRule,
  pairs: readonly (readonly [number, number])[],
  matched: ReadonlySet<number>,
  linkClass: number,
): readonly Link[] {
  return pairs.flatMap(([a, b]) =>
    matched.has(a) || matched.has(b)
      ? [{ a, b, class: linkClass, breakUsdPerMonth: rule.usdPerMonth ?? Infinity }]
      : [],
  );
}
