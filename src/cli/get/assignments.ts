/** `isthmus get assignments [placement]`: a placement, workload by workload; the newest unless named. */

import type { AssignmentDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { countText, usdText } from '../output/format.ts';
import { printList } from '../output/print.ts';
import { limitOf } from './get.ts';
import type { GetInput } from './nouns.ts';
import { readPages } from './pages.ts';

export async function getAssignments(cli: Cli, input: GetInput): Promise<void> {
  const { items, total } = await readPages<AssignmentDocument>(
    await cli.client(),
    ROUTES.listAssignments,
    {
      params: { id: input.name ?? 'latest' },
      query: { site: input.site, from: input.from, ...(input.unplaced === true && { unplaced: 'true' }) },
    },
    limitOf(input),
  );
  await printList(
    cli,
    {
      noun: 'assignment',
      items,
      columns: [
        { header: 'WORKLOAD', value: (row) => row.workloadName },
        { header: 'FROM', value: (row) => row.fromSiteId },
        { header: 'TO', value: (row) => row.siteId ?? '(nowhere)', raw: { header: 'TO', value: (row) => row.siteId } },
        { header: 'TARGET', value: (row) => row.target },
        { header: 'SKU', value: (row) => row.cost?.sku, wide: true },
        {
          header: 'PER MONTH',
          value: (row) => usdText(row.cost?.totalUsdPerMonth),
          align: 'right',
          raw: { header: 'USD_MONTH', value: (row) => row.cost?.totalUsdPerMonth },
        },
        { header: 'WHY', value: (row) => row.why },
        { header: 'ID', value: (row) => row.workloadId, wide: true },
      ],
      name: (row) => row.workloadId,
    },
    { total },
  );
  cli.say(`${countText(items.length)} of ${countText(total)} shown`);
}
