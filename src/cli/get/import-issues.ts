/** `isthmus get import-issues IMPORT|SOURCE`: the data-quality findings of one import, or of a source's newest. */

import type { z } from 'zod';
import type { importIssueSchema } from '../../api/sources.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { countText } from '../output/format.ts';
import { printList } from '../output/print.ts';
import { limitOf } from './get.ts';
import type { GetInput } from './nouns.ts';
import { readPages } from './pages.ts';

type Issue = z.infer<typeof importIssueSchema>;

export async function getImportIssues(cli: Cli, input: GetInput): Promise<void> {
  if (input.name === undefined)
    throw failure('IST-9001', 'say which import, by the id on its receipt, or which source');
  const id = await importIdOf(cli, input.name);
  const { items, total } = await readPages<Issue>(
    await cli.client(),
    ROUTES.listImportIssues,
    { params: { id } },
    limitOf(input),
  );
  await printList(
    cli,
    {
      noun: 'import-issue',
      items,
      columns: [
        { header: 'SEVERITY', value: (row) => row.severity },
        { header: 'CODE', value: (row) => row.code },
        { header: 'WHERE', value: (row) => row.where },
        { header: 'MESSAGE', value: (row) => row.message },
        { header: 'FIX', value: (row) => row.fix },
        { header: 'SKIPPED', value: (row) => row.skipped, wide: true },
      ],
      name: (row) => `${row.code}/${row.where}`,
    },
    { total },
  );
  cli.say(`${countText(items.length)} of ${countText(total)} shown`);
}

/** An import's own id, else the newest import of a source of that id or name. Throws IST-2222, IST-2106. */
async function importIdOf(cli: Cli, name: string): Promise<string> {
  if (name.startsWith('imp-')) return name;
  const source = await (await cli.client()).call(ROUTES.getSource, { params: { id: name } });
  if (typeof source.importId === 'string') return source.importId;
  throw failure('IST-2106', `nothing was imported from ${source.name} yet`);
}
