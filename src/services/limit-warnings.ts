/** What a placement would do to the limits on concentration, in words (S10). */

import type { PlacementOutcome } from '../core/placement/describe.ts';
import { openLimits } from '../core/policy/concentration/judge-estate.ts';
import { shareRule } from '../core/policy/concentration/share-rule.ts';
import { limitRuleId } from '../core/policy/concentration/limits.ts';
import type { PolicyEngine } from '../core/policy/engine/engine.ts';
import type { SitesFile } from '../core/policy/site.ts';

/** One line per limit that is broken once everybody is where the placement has them; who has no place stays. */
export function limitWarnings(
  engine: PolicyEngine,
  file: SitesFile,
  { prepared, assigned }: Pick<PlacementOutcome, 'prepared' | 'assigned'>,
): readonly string[] {
  const limits = file.concentration?.limits ?? [];
  if (limits.length === 0) return [];
  const rows = new Map(prepared.workloads.map(({ id }, row) => [id, row]));
  const found = openLimits(engine, file, prepared.workloads, (workload) => {
    const site = assigned[rows.get(workload.id) ?? -1] ?? -1;
    return prepared.problem.siteIds[site] ?? engine.siteOf(workload);
  });
  return found
    .filter(({ state, waiver }) => state === 'violated' && waiver === undefined)
    .map(({ ruleId, title, evidence }) => {
      const limit = limits.find((each) => limitRuleId(each) === ruleId);
      const rule = limit === undefined ? null : shareRule(limit);
      const said = Object.entries(evidence)
        .filter(([name]) => name !== 'atMostPct')
        .map(([name, share]) => `${name} ${String(share)}`)
        .join(', ');
      return `As placed, the limit ${ruleId} is broken: ${title} (${said}).${rule === null ? '' : ` A rule under placement.rules keeps to it: ${rule}`}`;
    });
}
