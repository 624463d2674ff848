/** `isthmus exit`: how much rests on whom, and the way out per operator. */

import { Option } from 'commander';
import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { ExitSummaryDocument } from '../../api/exit.ts';
import { CONCENTRATION_MEASURES, CONCENTRATION_OVER } from '../../core/policy/concentration/settings.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { whole } from '../option-values.ts';
import { printDocument } from '../output/print.ts';
import { showConcentration } from './concentration.ts';
import { exportExit } from './export.ts';
import { listOperators } from './list.ts';
import { exitLines } from './show.ts';

/** Some can leave, some cannot: as for any work that succeeds in part. */
const SOME_CANNOT = 4;

interface PlanFlags {
  readonly fromPlacement?: boolean;
  readonly useReserve?: boolean;
  readonly seed: string;
  readonly iterations?: string;
}

export function registerExit(program: Command, cli: Cli): void {
  const exit = program
    .command('exit')
    .description(
      'How much rests on one operator, and how each could be left: where to, in what order, how long, at what cost.',
    );
  exit
    .command('concentration')
    .description('Shares of what matters per operator, jurisdiction, country, technology or site, now and as placed.')
    .addOption(new Option('--over <what>', 'counted over').choices(CONCENTRATION_OVER).default('operator'))
    .addOption(new Option('--measure <what>', 'what is counted').choices(CONCENTRATION_MEASURES).default('functions'))
    .option('--all', 'everything, not only what supports a critical or important function')
    .action((options: { over: string; measure: string; all?: boolean }) => showConcentration(cli, options));
  exit
    .command('list')
    .description('Operators with what rests on them and the newest exit plan of each.')
    .action(() => listOperators(cli));
  exit
    .command('plan')
    .description(
      'Plan how to leave an operator; everybody else stays where they are. Exit code 4 when some workloads cannot leave.',
    )
    .argument('<operator>', 'as sites.yaml names it; "unknown" for sites whose operator nobody names')
    .option('--from-placement', 'start from where the newest placement has everybody')
    .option('--use-reserve', 'the reserve of the other sites may be filled')
    .option('--seed <n>', 'seed of the search; the same seed gives the same answer', '1')
    .option('--iterations <n>', 'tries of the search: more take longer and may find better')
    .action((operator: string, flags: PlanFlags) => planExit(cli, operator, flags));
  exit
    .command('show')
    .description('Show the newest exit plan of an operator.')
    .argument('<operator>', 'its name, or the id of a plan')
    .option('--from-placement', 'the one that starts from a placement')
    .action(async (operator: string, { fromPlacement }: { fromPlacement?: boolean }) => {
      const from = fromPlacement === true ? 'placement' : 'today';
      const found = await (await cli.client()).call(ROUTES.getExit, { params: { operator }, query: { from } });
      await printDocument(cli, found, () => `${exitLines(found).join('\n')}\n`, 'exit');
    });
  exit
    .command('export')
    .description('Write an exit plan as Markdown, or the register of functions and operators as .csv or .xlsx.')
    .argument('[operator]', 'absent: the register of all of them')
    .option('--out <file>', '.md, .csv or .xlsx; absent: Markdown of one operator, CSV of all, on standard output')
    .action((operator: string | undefined, { out }: { out?: string }) => exportExit(cli, operator, out));
}

async function planExit(cli: Cli, operator: string, flags: PlanFlags): Promise<void> {
  const { fromPlacement = false, useReserve = false, seed, iterations } = flags;
  const client = await cli.client();
  const operation = await client.call(ROUTES.makeExit, {
    body: {
      operator,
      from: fromPlacement ? 'placement' : 'today',
      useReserve,
      seed: whole('--seed', seed),
      ...(iterations !== undefined && { iterations: whole('--iterations', iterations, { min: 1 }) }),
    },
  });
  const { id, cannotLeave } = await follow<ExitSummaryDocument>(cli, operation);
  const found = await client.call(ROUTES.getExit, { params: { operator: id }, query: {} });
  await printDocument(cli, found, () => `${exitLines(found).join('\n')}\n`, 'exit');
  if (cannotLeave > 0) cli.exitWith(SOME_CANNOT);
}
