/** What people read of an exit plan. */

import { startText, timeText } from '../../api/exit-markdown.ts';
import { operatorText } from '../../api/exit-table.ts';
import type { ExitPlanDocument } from '../../api/exit.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { plural, usdText } from '../output/format.ts';

const MOST_LISTED = 20;
const MOST_OBSTACLES = 10;

const money = (usd: number | null): string => usdText(usd) ?? 'not known';
const change = (usd: number | null): string =>
  usd === null ? 'not known' : `${usd < 0 ? '−' : '+'}${usdText(Math.abs(usd)) ?? ''}`;

export function exitLines(exit: ExitPlanDocument): readonly string[] {
  const plan = exit.plan as unknown as Plan;
  const { money: cost, functions } = exit;
  const critical = functions.filter((each) => each.critical === true).length;
  const open = functions.filter((each) => each.critical === null).length;
  return [
    `${exit.id}  Exit from ${operatorText(exit.operator)} (${exit.siteIds.join(', ')})`,
    `  computed ${exit.createdAt} of gen/${exit.generation}, from ${startText(exit)}`,
    ...exit.stale.map((line) => `  ! out of date: ${line}`),
    '',
    `  ${plural(exit.workloads, 'workload')} there: ${exit.leaving} leave, ${exit.cannotLeave} cannot`,
    `  ${plural(functions.length, 'function')}, ${critical} critical or important${open === 0 ? '' : `, of ${open} not known`}`,
    `  ${timeText(exit)}`,
    `  moving, once: ${money(cost.migrationUsdOneOff)}; paid twice for ${plural(cost.doubleRunMonths, 'month')}: ${money(cost.doubleRunUsdOneOff)}`,
    `  a month: ${money(cost.nowUsdPerMonth)} now, ${money(cost.afterUsdPerMonth)} after; difference ${change(cost.differenceUsdPerMonth)}`,
    ...cost.missing.map(
      ({ what, workloads, examples }) =>
        `  ? no price: ${what} (${plural(workloads, 'workload')}: ${examples.join(', ')})`,
    ),
    ...(plan.waves.length === 0 ? [] : ['', 'Waves']),
    ...plan.waves.map(
      (wave) =>
        `  ${wave.name}  ${wave.startsOn ?? 'no date'}  ${plural(wave.moves.length, 'move')}, ${wave.hoursLow}–${wave.hoursHigh} h  to ${[...new Set(wave.moves.map(({ toSiteId }) => toSiteId))].sort().join(', ')}`,
    ),
    ...(exit.stuck.length === 0 ? [] : ['', 'What keeps workloads from leaving']),
    ...exit.obstacles
      .slice(0, MOST_OBSTACLES)
      .map(
        ({ because, siteIds, workloads, fix }) =>
          `  ${plural(workloads, 'workload')} from ${siteIds.join(', ')}: ${because}. ${fix}`,
      ),
    ...(exit.stuck.length === 0 ? [] : ['', 'Cannot leave']),
    ...exit.stuck
      .slice(0, MOST_LISTED)
      .flatMap(({ workloadName, critical: important, why, would }) => [
        `  ${workloadName}${important === true ? '  (critical or important)' : ''}`,
        `    ${why}`,
        ...would.map(({ siteIds, fix }) => `    for ${siteIds.join(', ')}: ${fix}`),
      ]),
    ...(exit.stuck.length > MOST_LISTED
      ? [`  … and ${exit.stuck.length - MOST_LISTED} more: isthmus exit export ${exit.id} --out FILE.md`]
      : []),
    '',
    'Contract',
    ...exit.contract.map(
      ({ title, bySite }) =>
        `  ${title}: ${bySite.map(({ siteId, value }) => `${siteId} ${value === null ? '? not known' : value === true ? 'yes' : value === false ? 'no' : value}`).join(', ')}`,
    ),
    ...(exit.warnings.length === 0 ? [] : ['', 'To know']),
    ...exit.warnings.map((line) => `  ${line}`),
  ];
}
