/** `isthmus place compare A B`: what differs between two placements, and what they were made from. */

import type { Command } from 'commander';
import type { PlacementComparisonDocument, PlacementSummaryDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { limitOf } from '../get/get.ts';
import { countText, plural, usdText } from '../output/format.ts';
import { printDocument } from '../output/print.ts';
import { table } from '../output/table.ts';

const MOST = 1000;

export function registerCompare(place: Command, cli: Cli): void {
  place
    .command('compare')
    .description('What differs between two placements: money, sites, workloads, and what they were made from.')
    .argument('<a>', 'id of a placement, id of a scenario (its newest), or latest')
    .argument('<b>', 'the same')
    .option('-l, --limit <n>', 'list at most this many workloads, dearest difference first', '20')
    .action(async (a: string, b: string, options: { limit: string }) => {
      const query = { a, b, limit: Math.min(MOST, limitOf(options)) };
      const compared = await (await cli.client()).call(ROUTES.comparePlacements, { query });
      await printDocument(cli, compared, () => comparisonText(compared), 'comparison');
    });
}

const nameOf = ({ id, kind, scenario, lost }: PlacementSummaryDocument): string =>
  kind === 'place'
    ? `placement ${id}`
    : kind === 'scenario'
      ? `scenario ${scenario?.id ?? id}`
      : `loss of ${lost.join(', ')}`;

/** "+$1,204", "−$15.00", "the same". */
function differenceText(usd: number): string {
  if (Math.abs(usd) < 0.005) return 'the same';
  return `${usd > 0 ? '+' : '−'}${usdText(Math.abs(usd)) ?? ''}`;
}

function comparisonText(compared: PlacementComparisonDocument): string {
  const { a, b, totalUsdPerMonth, migrationUsdOneOff, unplaced, different, onlyInA, onlyInB } = compared;
  return [
    `a: ${nameOf(a)}, ${a.createdAt}`,
    `b: ${nameOf(b)}, ${b.createdAt}`,
    '',
    `per month ${usdText(a.totalUsdPerMonth) ?? ''} → ${usdText(b.totalUsdPerMonth) ?? ''} (${differenceText(totalUsdPerMonth)}); one-off ${differenceText(migrationUsdOneOff)}`,
    `without a place ${countText(a.unplaced)} → ${countText(b.unplaced)}${unplaced === 0 ? '' : ': the totals are of different workloads'}`,
    `${plural(different, 'workload')} placed differently${onlyInA + onlyInB === 0 ? '' : `; ${countText(onlyInA)} only in a, ${countText(onlyInB)} only in b`}`,
    '',
    sitesTable(compared),
    ...inputLines(compared),
    ...flowLines(compared),
    ...workloadLines(compared),
    '',
  ].join('\n');
}

function sitesTable({ sites }: PlacementComparisonDocument): string {
  return table(
    {
      noun: 'site',
      items: sites,
      name: (row) => row.siteId,
      columns: [
        { header: 'SITE', value: (row) => row.siteId },
        { header: 'WORKLOADS A', value: (row) => countText(row.workloadsA), align: 'right' },
        { header: 'B', value: (row) => countText(row.workloadsB), align: 'right' },
        { header: 'PER MONTH A', value: (row) => usdText(row.usdPerMonthA), align: 'right' },
        { header: 'B', value: (row) => usdText(row.usdPerMonthB), align: 'right' },
      ],
    },
    false,
  );
}

function inputLines({ inputs }: PlacementComparisonDocument): string[] {
  if (inputs.length === 0) return ['Made from the same inputs.', ''];
  return ['Made from', ...inputs.map(({ what, a, b }) => `  ${what}: ${a || '-'} → ${b || '-'}`), ''];
}

const FLOWS_SHOWN = 12;

function flowLines({ flows }: PlacementComparisonDocument): string[] {
  if (flows.length === 0) return [];
  return [
    'Placed differently',
    ...flows
      .slice(0, FLOWS_SHOWN)
      .map(
        ({ siteA, siteB, workloads }) =>
          `  ${countText(workloads).padStart(7)}  ${siteA ?? '(nowhere)'} in a, ${siteB ?? '(nowhere)'} in b`,
      ),
    ...(flows.length > FLOWS_SHOWN ? [`  and ${flows.length - FLOWS_SHOWN} more`] : []),
    '',
  ];
}

function workloadLines({ workloads, different }: PlacementComparisonDocument): string[] {
  if (workloads.length === 0) return [];
  return [
    table(
      {
        noun: 'workload',
        items: workloads,
        name: (row) => row.workloadId,
        columns: [
          { header: 'WORKLOAD', value: (row) => row.workloadName },
          { header: 'A', value: (row) => row.siteA ?? '(nowhere)' },
          { header: 'B', value: (row) => row.siteB ?? '(nowhere)' },
          { header: 'PER MONTH A', value: (row) => usdText(row.usdPerMonthA), align: 'right' },
          { header: 'B', value: (row) => usdText(row.usdPerMonthB), align: 'right' },
        ],
      },
      false,
    ).trimEnd(),
    ...(different > workloads.length
      ? [`and ${countText(different - workloads.length)} more: --limit shows more`]
      : []),
  ];
}
