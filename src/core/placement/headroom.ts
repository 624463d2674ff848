/** How full each site is, what one more unit of a resource would save there, and what binds. */

import type { PreparedPlacement } from './build.ts';
import type { SiteUsage } from './result.ts';

/** A resource with less than this share of it free counts as full. */
const NEARLY_FULL = 0.005;

/**
 * @param assigned site of each workload, or -1
 * @param prices USD a month per unit, [site * resources + resource], of the bound; empty: not known
 */
export function siteUsage(
  { problem }: Pick<PreparedPlacement, 'problem'>,
  assigned: Int32Array,
  prices: Float64Array,
): SiteUsage[] {
  const { sites, resources, limit, need, cost } = problem;
  const width = resources.length;
  const load = new Float64Array(sites * width);
  const count = new Int32Array(sites);
  const usd = new Float64Array(sites);
  for (const [row, site] of assigned.entries()) {
    if (site < 0) continue;
    count[site] = (count[site] ?? 0) + 1;
    usd[site] = (usd[site] ?? 0) + (cost[row * sites + site] ?? 0);
    for (let k = 0; k < width; k += 1)
      load[site * width + k] = (load[site * width + k] ?? 0) + (need[row * width + k] ?? 0);
  }
  return problem.siteIds.map((siteId, site) => {
    const held: Record<string, { used: number; limit: number | null }> = {};
    const priceUsdPerUnit: Record<string, number> = {};
    const binds: string[] = [];
    for (const [k, resource] of resources.entries()) {
      const at = site * width + k;
      const most = limit[at] ?? Infinity;
      const used = load[at] ?? 0;
      held[resource] = { used, limit: most === Infinity ? null : most };
      const price = prices[at] ?? 0;
      if (price > 0) priceUsdPerUnit[resource] = price;
      if (price > 0 || (most > 0 && most < Infinity && most - used <= most * NEARLY_FULL)) binds.push(resource);
    }
    return {
      siteId,
      workloads: count[site] ?? 0,
      resources: held,
      costUsdPerMonth: usd[site] ?? 0,
      priceUsdPerUnit,
      binds,
    };
  });
}

/** The prices of a stored placement again, in the order of a problem's sites and resources. */
export function pricesOf(
  { problem }: Pick<PreparedPlacement, 'problem'>,
  sites: readonly Pick<SiteUsage, 'siteId' | 'priceUsdPerUnit'>[],
): Float64Array {
  const bySite = new Map(sites.map((site) => [site.siteId, site.priceUsdPerUnit]));
  const width = problem.resources.length;
  const prices = new Float64Array(problem.sites * width);
  for (const [site, id] of problem.siteIds.entries()) {
    for (const [k, resource] of problem.resources.entries()) prices[site * width + k] = bySite.get(id)?.[resource] ?? 0;
  }
  return prices;
}
