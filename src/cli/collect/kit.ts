/** `isthmus collect <kind> [name]`: prints what to take to a platform: a collector script, a role, queries. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { printList } from '../output/print.ts';
import { sourceKinds } from '../source/kinds.ts';

export function registerCollect(program: Command, cli: Cli): void {
  program
    .command('collect')
    .description('Print what to take to a platform: a read-only collector script, a role, queries.')
    .argument('[kind]', 'which platform; without it, what there is')
    .argument('[name]', 'which text; default: the first')
    .addHelpText('after', '\nExample:\n  isthmus collect hyperv > collect-hyperv.ps1\n')
    .action(async (kind: string | undefined, name: string | undefined) => {
      if (kind !== undefined) {
        const text = await (await cli.client()).call(ROUTES.getKitFile, { params: { kind, name: name ?? 'default' } });
        await cli.write(text);
        return;
      }
      const items = (await sourceKinds(cli)).flatMap(({ kind, kit }) => kit.map((file) => ({ kind, ...file })));
      if (items.length === 0) throw failure('IST-2242', 'there is nothing to take along');
      await printList(cli, {
        noun: 'kit',
        items,
        name: (row) => `${row.kind}/${row.name}`,
        columns: [
          { header: 'KIND', value: (row) => row.kind },
          { header: 'NAME', value: (row) => row.name },
          { header: 'FILE', value: (row) => row.fileName },
          { header: 'WHAT', value: (row) => row.title },
        ],
      });
    });
}
