/** `isthmus secrets rewrap`: the master key of sealed secrets is changed without asking for a secret again. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';

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
          ...done.unused.map((id) => `  key ${id} is needed no more`),
          '',
        ].join('\n'),
      );
    });
}
