/** An exit plan as a page an auditor can be handed. */

import { markdownText as md } from '../core/plan/artefacts/markdown.ts';
import type { Plan } from '../core/plan/plan.ts';
import { CRITICAL_TEXT, operatorText } from './exit-table.ts';
import type { ExitPlanDocument } from './exit.ts';

const money = (usd: number | null): string =>
  usd === null
    ? 'not known'
    : `${usd < 0 ? '−' : ''}$${Math.abs(usd).toLocaleString('en-US', { maximumFractionDigits: 0 })}`;

export function exitMarkdown(exit: ExitPlanDocument): string {
  const plan = exit.plan as unknown as Plan;
  return [
    `# Exit plan: ${md(operatorText(exit.operator))}`,
    '',
    `Computed on ${exit.createdAt} from generation ${exit.generation}, sites file version ${exit.madeFrom.sitesVersion}, as of ${exit.madeFrom.asOf}, starting from ${startText(exit)}. Plan ${exit.id}, digest ${plan.digest}.`,
    '',
    exit.stale.length === 0
      ? 'Nothing it was made from has changed since.'
      : `**Out of date.** ${exit.stale.map(md).join(' ')}`,
    '',
    `- Sites that are left: ${exit.siteIds.join(', ')}`,
    `- Workloads there: ${exit.workloads}; ${exit.leaving} leave, ${exit.cannotLeave} cannot`,
    `- Reserve of the other sites: ${exit.useReserve ? 'used' : 'kept free'}; everybody else stays where they are`,
    `- ${timeText(exit)}`,
    `- Moving, once: ${money(exit.money.migrationUsdOneOff)}; paid twice for ${exit.money.doubleRunMonths} ${exit.money.doubleRunMonths === 1 ? 'month' : 'months'}: ${money(exit.money.doubleRunUsdOneOff)}`,
    `- A month: ${money(exit.money.nowUsdPerMonth)} now, ${money(exit.money.afterUsdPerMonth)} after, difference ${money(exit.money.differenceUsdPerMonth)}`,
    ...exit.money.missing.map(
      ({ what, workloads, examples }) =>
        `- Not known: ${md(what)} (${workloads} workloads, such as ${examples.map(md).join(', ')})`,
    ),
    '',
    ...(exit.warnings.length === 0 ? [] : ['## To know', '', ...exit.warnings.map((line) => `- ${md(line)}`), '']),
    '## Functions',
    '',
    ...table(
      ['Function', 'Critical or important', 'Workloads', 'Cannot leave', 'Substitutability', 'Goes to', 'Waves'],
      exit.functions.map((each) => [
        each.name,
        CRITICAL_TEXT(each.critical),
        each.workloads,
        each.stuck,
        each.substitutability,
        each.toSiteIds.join(', '),
        each.waves.join(', '),
      ]),
    ),
    '## Waves',
    '',
    ...table(
      ['Wave', 'Starts on', 'Moves', 'GiB', 'Hours (low – likely – high)', 'Workloads'],
      plan.waves.map((wave) => [
        wave.name,
        wave.startsOn ?? 'no date',
        wave.moves.length,
        wave.diskGiB,
        `${wave.hoursLow} – ${wave.hoursLikely ?? '?'} – ${wave.hoursHigh}`,
        wave.moves.map((move) => `${move.workloadName} → ${move.toSiteId}`).join(', '),
      ]),
    ),
    '## Cannot leave',
    '',
    ...(exit.obstacles.length === 0
      ? []
      : table(
          ['What keeps them', 'From sites', 'Workloads', 'What would help'],
          exit.obstacles.map(({ because, siteIds, workloads, fix }) => [because, siteIds.join(', '), workloads, fix]),
        )),
    ...(exit.stuck.length === 0
      ? ['Everybody can.', '']
      : table(
          ['Workload', 'Application', 'Critical', 'Why', 'What would make it possible'],
          exit.stuck.map((each) => [
            each.workloadName,
            each.application ?? '',
            CRITICAL_TEXT(each.critical),
            each.why,
            each.would.map(({ siteIds, fix }) => `${siteIds.join(', ')}: ${fix}`).join(' '),
          ]),
        )),
    '## Contract',
    '',
    ...table(
      ['Term', ...exit.siteIds],
      exit.contract.map(({ title, bySite }) => [
        title,
        ...bySite.map(({ value }) =>
          value === null ? 'unknown' : value === true ? 'yes' : value === false ? 'no' : value,
        ),
      ]),
    ),
  ].join('\n');
}

export const startText = ({ from, madeFrom }: Pick<ExitPlanDocument, 'from' | 'madeFrom'>): string =>
  from === 'today' ? 'where workloads run' : `where placement ${madeFrom.placementId ?? ''} has them`;

export const timeText = ({ time }: Pick<ExitPlanDocument, 'time'>): string => {
  const { waves, hoursLow, hoursLikely, hoursHigh, firstWaveOn, lastWaveOn, days } = time;
  const dates = firstWaveOn === null ? 'no start date set' : `${firstWaveOn} to ${lastWaveOn ?? firstWaveOn}`;
  return `${waves} waves, ${dates}: ${hoursLow} – ${hoursLikely} – ${hoursHigh} hours of work, ${days} days at the latest`;
};

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string[] {
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell) => md(String(cell))).join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line), ''];
}
