/** `isthmus secrets rewrap`: the master key of sealed secrets is changed without asking for a secret again. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';

const NEW_KEY = [
  '  Back up the new key now: without it the secrets cannot be opened.',
  '  Backups of the database made before need the old key: keep it with them.',
];

export function registerSecrets(program: Command, cli: Cli): void {
  program
    .command('secrets')
    .description('Look after the key that secrets of sources are sealed with.')
    .command('rewrap')
    .description('Wrap what older master keys wrap with the current one.')
    .option('--new-key', 'make a new key in the data folder first')
    .action(async (options: { newKey?: boolean }) => {
      const body = { newKey: options.newKey === true };
      const done = await (await cli.client()).call(ROUTES.rewrapSecrets, { body });
      await printDocument(cli, done, () =>
        [
          `${plural(done.rewrapped, 'source')} wrapped anew with key ${done.keyId}, ${done.unchanged} already were`,
          ...(options.newKey === true ? NEW_KEY : []),
          ...done.unused.map((id) => `  key ${id} is needed no more`),
          '',
        ].join('\n'),
      );
    });
}
