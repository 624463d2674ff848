/** `isthmus get placements [id]`: placements, scenarios and drills, newest first; one of them in full. */

import type { PlacementSummaryDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { countText, usdText } from '../output/format.ts';
import { printList } from '../output/print.ts';
import { printPlacement } from '../place/summary.ts';
import { limitOf } from './get.ts';
import type { GetInput } from './nouns.ts';
import { readPages } from './pages.ts';

export async function getPlacements(cli: Cli, input: GetInput): Promise<void> {
  const client = await cli.client();
  if (input.name !== undefined) {
    return printPlacement(cli, await client.call(ROUTES.getPlacement, { params: { id: input.name } }));
  }
  const { items, total } = await readPages<PlacementSummaryDocument>(
    client,
    ROUTES.listPlacements,
    { query: {} },
    limitOf(input),
  );
  await printList(
    cli,
    {
      noun: 'placement',
      items,
      name: (row) => row.id,
      columns: [
        { header: 'ID', value: (row) => row.id },
        { header: 'KIND', value: (row) => row.kind },
        { header: 'OF', value: (row) => (row.kind === 'drill' ? row.lost.join(', ') : row.scenario?.id) },
        { header: 'GENERATION', value: (row) => `gen/${row.generation}` },
        {
          header: 'PLACED',
          value: (row) => countText(row.placed),
          align: 'right',
          raw: { header: 'PLACED', value: (row) => row.placed },
        },
        {
          header: 'NOWHERE',
          value: (row) => countText(row.unplaced),
          align: 'right',
          raw: { header: 'NOWHERE', value: (row) => row.unplaced },
        },
        {
          header: 'PER MONTH',
          value: (row) => usdText(row.totalUsdPerMonth),
          align: 'right',
          raw: { header: 'USD_MONTH', value: (row) => row.totalUsdPerMonth },
        },
        {
          header: 'GAP',
          value: (row) => `${row.gapPct.toFixed(2)} %`,
          align: 'right',
          raw: { header: 'GAP_PCT', value: (row) => row.gapPct },
        },
        { header: 'STATE', value: stateText },
        { header: 'CREATED', value: (row) => row.createdAt },
        { header: 'STALE', value: (row) => row.stale.join(' '), wide: true },
        { header: 'RESULT', value: (row) => row.resultDigest, wide: true },
      ],
    },
    { total },
  );
  cli.say(`${countText(items.length)} of ${countText(total)} shown`);
}

function stateText({ stale, drill, stoppedEarly }: PlacementSummaryDocument): string {
  return [
    ...(drill === null
      ? []
      : [drill.survives ? 'survives' : drill.proved === true ? 'does not survive' : 'no plan found for all']),
    ...(stoppedEarly ? ['stopped early'] : []),
    stale.length > 0 ? 'out of date' : 'up to date',
  ].join(', ');
}
