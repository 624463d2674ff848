/** What keeps workloads from leaving, over all of them: what frees most stands first. */

import { compareText } from '../order.ts';
import type { Obstacle, StuckWorkload } from './exit-plan.ts';

/** Critical ones first, then those of which it is not known; by name within. */
export function inOrder(stuck: readonly StuckWorkload[]): readonly StuckWorkload[] {
  const rank = (critical: boolean | null): number => (critical === true ? 0 : critical === null ? 1 : 2);
  return [...stuck].sort(
    (a, b) =>
      rank(a.critical) - rank(b.critical) ||
      compareText(a.workloadName, b.workloadName) ||
      compareText(a.workloadId, b.workloadId),
  );
}

export function obstaclesOf(stuck: readonly StuckWorkload[]): readonly Obstacle[] {
  const found = new Map<string, { because: string; fix: string; siteIds: Set<string>; workloads: number }>();
  for (const { would } of stuck) {
    for (const { because, fix, siteIds } of would) {
      const key = `${because}\n${fix}`;
      const known = found.get(key) ?? { because, fix, siteIds: new Set<string>(), workloads: 0 };
      known.workloads += 1;
      for (const id of siteIds) known.siteIds.add(id);
      found.set(key, known);
    }
  }
  return [...found.values()]
    .map((each) => ({ ...each, siteIds: [...each.siteIds].sort(compareText) }))
    .sort((a, b) => b.workloads - a.workloads || compareText(a.because, b.because) || compareText(a.fix, b.fix));
}
