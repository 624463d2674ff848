/** `isthmus confirm <source>`: believes a read that is held, or keeps the last good state. */

import type { Command } from 'commander';
import type { SyncOutcomeDocument } from '../../api/live-sources.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { printDocument } from '../output/print.ts';
import { printOutcome } from './source.ts';

export function registerConfirm(program: Command, cli: Cli): void {
  program
    .command('confirm')
    .description('Believe a read that is held because it lists far fewer machines than before.')
    .argument('<source>', 'id or name')
    .option('--reject', 'keep the last good state instead')
    .option('--reason <text>', 'why it is rejected')
    .action(async (source: string, options: { reject?: boolean; reason?: string }) => {
      const client = await cli.client();
      const params = { id: source };
      if (options.reject !== true) {
        if (options.reason !== undefined) throw failure('IST-9001', '--reason goes with --reject');
        const operation = await client.call(ROUTES.confirmHeld, { params });
        await printOutcome(cli, source, await follow<SyncOutcomeDocument>(cli, operation));
        return;
      }
      const body = options.reason === undefined ? {} : { reason: options.reason };
      await printDocument(
        cli,
        await client.call(ROUTES.rejectHeld, { params, body }),
        () => `${source}: the last good state is kept\n`,
      );
    });
}
