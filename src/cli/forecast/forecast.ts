/** `isthmus forecast`: how long waves and moves take; and its record of moves that were made. */

import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { printList, wantsData } from '../output/print.ts';
import { amount, whole } from '../option-values.ts';
import { registerMeasured } from './measured.ts';
import { MOVE_CSV, SET_CSV } from './csv-columns.ts';
import { MOVE_COLUMNS, SET_COLUMNS, forecastText } from './text.ts';

interface Options {
  readonly plan?: string;
  readonly wave?: string;
  readonly workload?: string;
  readonly filter?: string;
  readonly to?: string;
  readonly linkMbps?: string;
  readonly concurrency?: string;
  readonly perHost?: string;
  readonly checkers?: string;
  readonly moves?: true;
  readonly limit: string;
}

const COUNT = { min: 1, max: 10_000 };

export function registerForecast(program: Command, cli: Cli): void {
  const forecast = program
    .command('forecast')
    .description(
      'How long waves and moves take, as low – likely – high: over shared lines, tools, hosts and people, with the bound no schedule beats.',
    )
    .option('--plan <id>', 'plan; default: the newest, and without one the newest placement')
    .option('--wave <n>', 'only this wave, with its moves')
    .option('-w, --workload <id|name>', 'only this workload')
    .option('-q, --filter <filter>', 'these workloads instead of the waves of a plan')
    .option('--to <site>', 'site they go to; default: where the newest placement puts them')
    .option('--link-mbps <n>', 'Mbit/s instead of the lines of sites.yaml')
    .option('--concurrency <n>', 'moves at a time')
    .option('--per-host <n>', 'moves at a time from one source host')
    .option('--checkers <n>', 'people who look at machines after their move')
    .option('--moves', 'list moves instead of waves')
    .option('-l, --limit <n>', 'moves listed, 1000 at most', '50')
    .addHelpText(
      'after',
      '\nExamples:\n  isthmus forecast\n  isthmus forecast --wave 1 --link-mbps 10000\n  isthmus forecast -w sap-app-03 --to azure-we\n  isthmus forecast record --method forklift-vddk --gib 212 --minutes 44 --from fra --to ocp\n  isthmus forecast measured\n',
    )
    .action(async (options: Options) => {
      const query = {
        plan: options.plan,
        wave: whole('--wave', options.wave, COUNT),
        workload: options.workload,
        filter: options.filter,
        to: options.to?.replace(/^site\//, ''),
        linkMbps: amount('--link-mbps', options.linkMbps, { max: 10_000_000 }),
        concurrency: whole('--concurrency', options.concurrency, COUNT),
        perHost: whole('--per-host', options.perHost, COUNT),
        checkers: whole('--checkers', options.checkers, COUNT),
        limit: whole('--limit', options.limit, { min: 1, max: 1000 }),
      };
      const found = await (await cli.client()).call(ROUTES.getForecast, { query });
      const { items, sets, total, continue: _, ...head } = found;
      const byMove = options.moves === true || options.wave !== undefined || options.workload !== undefined;
      if (byMove)
        await printList(
          cli,
          { noun: 'move', items, columns: MOVE_COLUMNS, csvColumns: MOVE_CSV, name: ({ id }) => id },
          {
            total,
            sets,
            ...head,
          },
        );
      else
        await printList(
          cli,
          { noun: 'wave', items: sets, columns: SET_COLUMNS, csvColumns: SET_CSV, name: ({ name }) => name },
          {
            moves: items,
            ...head,
          },
        );
      if (!wantsData(cli)) await cli.write(forecastText(found, byMove));
    });
  registerMeasured(forecast, cli);
}
