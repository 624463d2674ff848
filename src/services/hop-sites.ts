/** Hops where sites are named, as "azure-germany/metadata": what waivers are asked for on the way. */

import { HOP_ROLES } from '../core/catalog/migration-hops.ts';
import type { HopRole } from '../core/catalog/migration-hops.ts';
import type { Workload } from '../core/model/workload.ts';
import type { PolicyEngine } from '../core/policy/engine/engine.ts';
import type { Finding } from '../core/policy/finding.ts';
import { hopSiteId } from '../core/policy/paths/hop.ts';
import type { PathJudge } from '../core/policy/paths/judge-path.ts';

/** Of every hop that a move to one of the sites may pass. */
export const hopSiteIds = (siteIds: readonly string[]): string[] =>
  siteIds.flatMap((id) => HOP_ROLES.map((role) => hopSiteId(id, role)));

/** What rules say of a workload at a site, or at a hop of its way there from where it runs now. Throws IST-4005. */
export function findingsAtHops(
  engine: PolicyEngine,
  judge: PathJudge,
): (workload: Workload, siteId: string, ruleIds: readonly string[]) => readonly Finding[] {
  return (workload, siteId, ruleIds) => {
    const [toSiteId = '', role] = siteId.split('/');
    if (role === undefined) return engine.findingsAt(workload, siteId, ruleIds);
    const from = engine.siteOf(workload);
    if (from === toSiteId) return [];
    const found = judge.findings(workload, from, toSiteId, role as HopRole);
    return found.filter(({ ruleId }) => ruleIds.includes(ruleId));
  };
}
