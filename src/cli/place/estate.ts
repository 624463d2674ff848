/** `isthmus place`, and what there is to ask of placements: explain, compare, drill. */

import type { Command } from 'commander';
import type { PlacementSummaryDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { applySites } from '../sites/apply.ts';
import { registerCompare } from './compare.ts';
import { registerDrill } from './drill.ts';
import { registerPlacementExplain } from './explain.ts';
import { addSearchOptions, searchBody } from './search-options.ts';
import type { SearchFlags } from './search-options.ts';
import { printPlacement } from './summary.ts';

interface PlaceOptions extends SearchFlags {
  readonly file?: string;
  readonly scenario?: string;
}

export function registerPlace(program: Command, cli: Cli): void {
  const place = program
    .command('place')
    .description(
      'Compute where everything should run: least cost under capacity, policy, pins and rules, with a proved bound.',
    )
    .option('-f, --file <sites.yaml>', 'apply this sites file first')
    .option('--scenario <id>', 'a what-if of the sites file; kept beside the placement, never in its place');
  addSearchOptions(place)
    .addHelpText(
      'after',
      '\nCtrl-C ends the search and keeps the best plan so far; a second Ctrl-C cancels it.\n' +
        '\nExamples:\n  isthmus place -f sites.yaml\n  isthmus place --scenario no-cloud\n  isthmus place compare latest no-cloud\n' +
        '  isthmus place drill --lose site/fra\n  isthmus place explain sap-app-03\n',
    )
    .action(async (options: PlaceOptions) => {
      const client = await cli.client();
      const body = { ...searchBody(options), scenario: options.scenario };
      if (options.file !== undefined) await applySites(cli, options.file);
      const summary = await follow<PlacementSummaryDocument>(cli, await client.call(ROUTES.place, { body }));
      await printPlacement(cli, summary);
    });
  registerPlacementExplain(place, cli);
  registerCompare(place, cli);
  registerDrill(place, cli);
}
