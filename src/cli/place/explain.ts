/** `isthmus place explain <workload>`: every site that was considered, why not, and what forcing it there adds. */

import type { Command } from 'commander';
import type { AssignmentDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import { reasonText } from '../../core/placement/reason-text.ts';
import type { InfeasibleReason } from '../../core/placement/result.ts';
import type { Cli } from '../cli.ts';
import { plural, usdText } from '../output/format.ts';
import { printDocument } from '../output/print.ts';
import { table } from '../output/table.ts';

export function registerPlacementExplain(place: Command, cli: Cli): void {
  place
    .command('explain')
    .description('Why one workload is placed where it is, why not elsewhere, and what forcing it elsewhere adds.')
    .argument('<workload>', 'id or name')
    .option('--placement <id>', 'id of a placement or of a scenario', 'latest')
    .action(async (name: string, { placement }: { placement: string }) => {
      const client = await cli.client();
      const { id } = await client.call(ROUTES.getWorkload, { params: { id: name } });
      const query = { placement, full: 'true' };
      const assignment = await client.call(ROUTES.workloadPlacement, { params: { id }, query });
      await printDocument(cli, assignment, () => explanation(assignment), 'assignment');
    });
}

function explanation(assignment: AssignmentDocument): string {
  const { workloadName, fromSiteId, siteId, why, cost } = assignment;
  return [
    `${workloadName}: ${fromSiteId ?? 'no known site'} → ${siteId ?? 'nowhere'}`,
    `  ${why}`,
    ...(assignment.stale ?? []).map((line) => `! ${line}`),
    '',
    consideredTable(assignment),
    ...(cost === null ? [] : ['Cost rests on', ...cost.basis.map((line) => `  ${line}`)]),
    '',
  ].join('\n');
}

type Candidate = AssignmentDocument['candidates'][number];

/** The chosen site first, then by what forcing it adds, then those it cannot go to. */
function consideredTable({ candidates, siteId }: AssignmentDocument): string {
  const rank = ({ siteId: id, feasible, extraUsdPerMonth }: Candidate): number =>
    id === siteId ? -Infinity : feasible ? (extraUsdPerMonth ?? Number.MAX_VALUE) : Infinity;
  const items = candidates
    .map((candidate, position) => ({ candidate, position, rank: rank(candidate) }))
    .sort((a, b) => (a.rank === b.rank ? a.position - b.position : a.rank - b.rank))
    .map(({ candidate }) => candidate);
  return table(
    {
      noun: 'candidate',
      items,
      name: (row) => row.siteId,
      columns: [
        { header: 'SITE', value: (row) => `${row.siteId === siteId ? '→ ' : '  '}${row.siteId}` },
        { header: 'AS', value: (row) => row.target },
        { header: 'READINESS', value: (row) => row.readiness },
        { header: 'SKU', value: (row) => row.cost?.sku },
        { header: 'PER MONTH', value: (row) => usdText(row.cost?.totalUsdPerMonth), align: 'right' },
        { header: 'FORCING ADDS', value: (row) => (row.siteId === siteId ? '' : forcingText(row)), align: 'right' },
        {
          header: 'WHY NOT',
          value: (row) => row.reasons.map((each) => reasonText(each as InfeasibleReason)).join('; '),
        },
      ],
    },
    false,
  );
}

/** "$12.00", "at most $40.00 (at least $12.00)", "$3.00 by itself": what the figure is worth stands beside it. */
export function forcingText(candidate: Candidate): string {
  const { extraUsdPerMonth: extra, extraIs, extraAtLeastUsdPerMonth: least, extraUnplaced = 0 } = candidate;
  if (extra === undefined) return '';
  const usd = usdText(extra) ?? '';
  const money =
    extraIs === 'at-most'
      ? `at most ${usd}${least === undefined ? '' : ` (at least ${usdText(least) ?? ''})`}`
      : extraIs === 'alone'
        ? `${usd} by itself`
        : usd;
  return extraUnplaced > 0 ? `${money}, ${plural(extraUnplaced, 'workload')} without a place` : money;
}
