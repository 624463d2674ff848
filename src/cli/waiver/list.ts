/** `isthmus waiver list`. */

import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { printList } from '../output/print.ts';
import { scopeText } from './scope-text.ts';

export async function listWaivers(cli: Cli, { state }: { readonly state?: string }): Promise<void> {
  const { items, total } = await (await cli.client()).call(ROUTES.listWaivers, { query: { state } });
  await printList(
    cli,
    {
      noun: 'waiver',
      items,
      name: (row) => row.id,
      columns: [
        { header: 'ID', value: (row) => row.id },
        { header: 'NAME', value: (row) => row.name },
        { header: 'STATE', value: (row) => row.state },
        { header: 'UNTIL', value: (row) => row.expiresOn },
        { header: 'OWNER', value: (row) => row.owner },
        { header: 'FINDINGS', value: (row) => row.findings, align: 'right' },
        { header: 'SCOPE', value: (row) => scopeText(row.scope) },
        { header: 'REQUESTED BY', value: (row) => row.requestedBy },
        { header: 'APPROVED BY', value: (row) => row.approvedBy },
        { header: 'UNKNOWN TOO', value: (row) => (row.acceptUnknown ? 'yes' : 'no'), wide: true },
        { header: 'REASON', value: (row) => row.reason, wide: true },
      ],
    },
    { total },
  );
  if (items.length === 0) cli.say('There is no waiver. Ask for one with: isthmus waiver request --help');
}
