/** `isthmus token list | create | delete`. */

import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { printDocument, printList } from '../output/print.ts';

export function registerToken(program: Command, cli: Cli): void {
  const token = program.command('token').description('Manage API tokens.');
  token
    .command('list')
    .description('List tokens; secrets are never shown again.')
    .action(async () => {
      const { items } = await (await cli.client()).call(ROUTES.listTokens);
      await printList(cli, {
        noun: 'token',
        items,
        name: (row) => row.id,
        columns: [
          { header: 'ID', value: (row) => row.id },
          { header: 'NAME', value: (row) => row.name },
          { header: 'PREFIX', value: (row) => row.prefix },
          { header: 'ROLE', value: (row) => row.role },
          { header: 'EXPIRES', value: (row) => row.expiresAt },
          { header: 'LAST USED', value: (row) => row.lastUsedAt },
        ],
      });
    });
  token
    .command('create')
    .description('Create a token. Its secret is printed once, to standard output.')
    .argument('<name>')
    .option(
      '--role <role>',
      'what it may do: viewer, assessor, planner, operator, approver, compliance-officer, admin',
      'viewer',
    )
    .option('--days <n>', 'days until it expires', days, 90)
    .action(async (name: string, options: { role: string; days: number }) => {
      const created = await (await cli.client()).call(ROUTES.createToken, { body: { name, ...options } });
      await printDocument(cli, created, () => `${created.secret}\n`);
    });
  token
    .command('delete')
    .description('Revoke a token.')
    .argument('<id>')
    .action(async (id: string) => {
      await (await cli.client()).call(ROUTES.deleteToken, { params: { id } });
      cli.say(`token ${id} revoked`);
    });
}

function days(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError('a whole number of days is wanted');
}
