/** Sites of two placements side by side, the largest difference first. Pure. */

import type { PlacementComparisonDocument } from '../../../api/placements.ts';

type SitePair = PlacementComparisonDocument['sites'][number];

export interface SiteDifference extends SitePair {
  readonly workloads: number;
  readonly usdPerMonth: number;
  /** Of the longest bar, 0 to 1. */
  readonly shareA: number;
  readonly shareB: number;
}

export function siteDifferences(sites: readonly SitePair[]): SiteDifference[] {
  const most = Math.max(1, ...sites.flatMap(({ workloadsA, workloadsB }) => [workloadsA, workloadsB]));
  return sites
    .map((site) => ({
      ...site,
      workloads: site.workloadsB - site.workloadsA,
      usdPerMonth: site.usdPerMonthB - site.usdPerMonthA,
      shareA: site.workloadsA / most,
      shareB: site.workloadsB / most,
    }))
    .toSorted(
      (a, b) =>
        Math.abs(b.workloads) - Math.abs(a.workloads) ||
        Math.abs(b.usdPerMonth) - Math.abs(a.usdPerMonth) ||
        b.workloadsA - a.workloadsA ||
        (a.siteId < b.siteId ? -1 : 1),
    );
}
