/** `isthmus get findings`. */

import type { z } from 'zod';
import type { findingSchema } from '../../api/checks.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { countText } from '../output/format.ts';
import { printList } from '../output/print.ts';
import { limitOf } from './get.ts';
import type { GetInput } from './nouns.ts';
import { readPages } from './pages.ts';

type Finding = z.infer<typeof findingSchema>;

export async function getFindings(cli: Cli, input: GetInput): Promise<void> {
  const { items, total } = await readPages<Finding>(
    await cli.client(),
    ROUTES.listFindings,
    {
      query: { state: input.state, workload: input.name },
    },
    limitOf(input),
  );
  await printList(
    cli,
    {
      noun: 'finding',
      items,
      columns: [
        { header: 'STATE', value: (row) => row.state },
        { header: 'LEVEL', value: (row) => row.level },
        { header: 'PACK', value: (row) => row.packId },
        { header: 'REFERENCE', value: (row) => row.reference },
        { header: 'SITE', value: (row) => row.siteId },
        { header: 'WORKLOAD', value: (row) => row.workloadName ?? '(whole site)' },
        { header: 'TITLE', value: (row) => row.title },
        { header: 'MISSING', value: (row) => row.missing.join(','), wide: true },
        { header: 'EVIDENCE', value: (row) => JSON.stringify(row.evidence), wide: true },
        { header: 'REMEDY', value: (row) => row.remedy, wide: true },
        {
          header: 'CONFIDENCE',
          value: (row) => (row.confidence === 'own' ? 'unverified' : row.confidence),
          wide: true,
        },
      ],
      name: (row) => `${row.ruleId}/${row.workloadId ?? row.siteId}`,
    },
    { total },
  );
  cli.say(`${countText(items.length)} of ${countText(total)} shown`);
}
