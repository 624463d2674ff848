/** What a drill comes to, in figures and in one sentence. */

import type { PreparedPlacement } from './build.ts';
import type { StalePairs } from './stale-pairs.ts';
import { staleText } from './stale-pairs.ts';

export interface DrillFigures {
  /** Workloads that were at the lost sites. */
  readonly struck: number;
  readonly rescued: number;
  readonly stranded: number;
  readonly strandedMissionCritical: number;
  /** Survivors that had to move, when they may. */
  readonly moved: number;
  /** What everybody with a place costs afterwards, less what the same cost before; without those the plan may not have. */
  readonly addedUsdPerMonth: number;
}

/** `taken`: per site, what took it. `stale`: 1 for workloads whose cost before is not known. */
export function drillFigures(
  { problem, workloads }: Pick<PreparedPlacement, 'problem' | 'workloads'>,
  usdBefore: Float64Array,
  plan: { readonly before: Int32Array; readonly after: Int32Array; readonly stale: Uint8Array },
  taken: readonly (string | undefined)[],
): DrillFigures {
  const counts = { struck: 0, rescued: 0, stranded: 0, strandedMissionCritical: 0, moved: 0, addedUsdPerMonth: 0 };
  for (const [row, from] of plan.before.entries()) {
    if (from < 0) continue;
    const to = plan.after[row] ?? -1;
    const struck = taken[from] !== undefined;
    if (struck) counts.struck += 1;
    if (struck && to >= 0) counts.rescued += 1;
    if (!struck && to !== from) counts.moved += 1;
    if (to < 0) {
      counts.stranded += 1;
      if (workloads[row]?.facts.criticality === 'mission-critical') counts.strandedMissionCritical += 1;
    } else if (plan.stale[row] !== 1 && to !== from)
      counts.addedUsdPerMonth += (problem.cost[row * problem.sites + to] ?? 0) - (usdBefore[row] ?? 0);
  }
  return counts;
}

/** `proved`: that not all can have a place. */
export function drillVerdict(figures: DrillFigures, proved: boolean, useReserve: boolean, stale: StalePairs): string {
  const said = staleText(stale);
  return `${verdictOf(figures, proved, useReserve)}${said === undefined ? '' : ` ${said}`}`;
}

function verdictOf(figures: DrillFigures, proved: boolean, useReserve: boolean): string {
  const { struck, rescued, stranded, strandedMissionCritical: critical, addedUsdPerMonth: added } = figures;
  const reserve = useReserve ? ', with the reserve of the others in use' : '';
  if (struck === 0 && stranded === 0) return 'Survives: nothing runs there.';
  if (stranded === 0) {
    const money = `$${Math.abs(Math.round(added)).toLocaleString('en-US')} a month ${added < 0 ? 'less' : 'more'}`;
    return `Survives: all ${struck} workloads find another place, at ${money}${reserve}.`;
  }
  const others = stranded - (struck - rescued);
  const also = others === 0 ? '' : ` and ${others} that were not struck`;
  const who = `${struck - rescued} of ${struck} workloads${also}`;
  const of = critical === 0 ? 'none of them mission-critical' : `of which mission-critical ${critical}`;
  return proved
    ? `Does not survive: ${who} find no other place, ${of}${reserve}. That not all can is proved.`
    : `Not known: no plan found for ${who}, ${of}${reserve}. That there is none is not proved.`;
}
