/** `isthmus sync [source…]`: reads connected sources now. */

import type { Command } from 'commander';
import type { SyncOutcomeDocument } from '../../api/live-sources.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { printDocument, wantsData } from '../output/print.ts';
import { reportError } from '../report-error.ts';
import { outcomeLines } from '../source/lines.ts';

const HELD = 5;

export function registerSync(program: Command, cli: Cli): void {
  program
    .command('sync')
    .description(
      'Read connected sources now. Exit 5 when a read is held for confirmation, 4 when some could not be read.',
    )
    .argument('[sources...]', 'ids or names; default: all that are connected')
    .option('--full', 'read everything, even where changes could be asked for')
    .action(async (names: string[], options: { full?: boolean }) => {
      const client = await cli.client();
      const chosen =
        names.length > 0
          ? names.map((name) => ({ id: name, name }))
          : (await client.call(ROUTES.listSources)).items.filter(({ live }) => live !== null && !live.paused);
      if (chosen.length === 0)
        throw failure('IST-2222', 'no source is connected', { hint: 'Connect one: isthmus connect --help' });
      const [only] = chosen;
      if (only !== undefined && chosen.length === 1) return syncNow(cli, only, options.full === true);
      let failed = 0;
      for (const source of chosen) {
        await syncNow(cli, source, options.full === true).catch((error: unknown) => {
          failed += 1;
          reportError(cli, error);
        });
      }
      // Some were read: that is no plain failure, and no success either.
      if (failed === chosen.length) cli.exitWith(1);
      else if (failed > 0) cli.exitWith(4);
      return undefined;
    });
}

interface Named {
  readonly id: string;
  readonly name: string;
}

export async function syncNow(cli: Cli, source: Named, full: boolean): Promise<void> {
  const client = await cli.client();
  const operation = await client.call(ROUTES.syncSource, { params: { id: source.id }, body: { full } });
  await printOutcome(cli, source.name, await follow<SyncOutcomeDocument>(cli, operation));
}

export async function printOutcome(cli: Cli, source: string, outcome: SyncOutcomeDocument): Promise<void> {
  if (outcome.held !== null) cli.exitWith(HELD);
  await printDocument(cli, outcome, () => `${outcomeLines(source, outcome).join('\n')}\n`);
  if (!wantsData(cli) && outcome.held === null) cli.say('Next: isthmus get workloads -o wide   ·   isthmus assess');
}
