/** `isthmus place drill --lose site/x`: exit 4 when some of the struck find no other place, proved or not. */

import type { Command } from 'commander';
import type { PlacementSummaryDocument } from '../../api/placements.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { addSearchOptions, searchBody } from './search-options.ts';
import type { SearchFlags } from './search-options.ts';
import { printPlacement } from './summary.ts';

/** Some were saved, some were not: as for any work that succeeds in part. */
const NOT_SURVIVED = 4;

interface DrillFlags extends SearchFlags {
  readonly lose: string[];
  readonly placement: string;
  readonly reserve: boolean;
  readonly moveSurvivors?: boolean;
}

export function registerDrill(place: Command, cli: Cli): void {
  const drill = place
    .command('drill')
    .description(
      'Lose sites, and see where their workloads would go. Exit code 4 when no plan was found that gives all of them one.',
    )
    .requiredOption('--lose <what...>', 'site/ID, zone/NAME, operator/NAME or country/CODE; several at once')
    .option('--placement <id>', 'the placement that is struck: its id, a scenario, or latest', 'latest')
    .option('--no-reserve', 'the reserve of the sites that are left stays free')
    .option('--move-survivors', 'workloads that are not struck may be moved to make room');
  addSearchOptions(drill).action(async (options: DrillFlags) => {
    const { lose, placement, reserve: useReserve, moveSurvivors = false } = options;
    const body = { ...searchBody(options), lose, placement, useReserve, moveSurvivors };
    const operation = await (await cli.client()).call(ROUTES.drill, { body });
    const summary = await follow<PlacementSummaryDocument>(cli, operation);
    await printPlacement(cli, summary);
    if (summary.drill?.survives === false) cli.exitWith(NOT_SURVIVED);
  });
}
