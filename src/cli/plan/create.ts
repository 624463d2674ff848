/** `isthmus plan -o exit.plan`: waves and moves from the newest placement, written as a file that pins what it rests on. */

import { basename } from 'node:path';
import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import { writePlan } from '../../core/plan/plan-file.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { writeOutFile } from '../output/out-file.ts';
import { showPlan } from './show.ts';

interface PlanOptions {
  readonly out?: string;
  readonly name?: string;
  readonly exitCode?: boolean;
  readonly all?: boolean;
}

export function registerPlan(program: Command, cli: Cli): void {
  program
    .command('plan')
    .description(
      'Plan waves and moves from the newest placement. With -o FILE it is written there, to be read, kept and exported.',
    )
    .option('-o, --out <file>', 'write the plan to this file; a format such as json prints it instead')
    .option('--name <name>', 'name of the plan; default: the file name')
    .option('--exit-code', 'exit 2 when there is something to move')
    .option('--all', 'show every move instead of folding repeats')
    .action(async (options: PlanOptions) => {
      const name = options.name ?? (options.out === undefined ? 'exit' : basename(options.out).replace(/\.\w+$/, ''));
      const client = await cli.client();
      const { planId } = await follow<{ planId: string }>(cli, await client.call(ROUTES.plan, { body: { name } }));
      const plan = (await client.call(ROUTES.getPlan, { params: { id: planId } })) as unknown as Plan;
      if (options.out !== undefined) {
        await writeOutFile(options.out, writePlan(plan));
        cli.say(`${options.out} written  ${plan.digest}`);
      }
      await showPlan(cli, plan, options.all === true);
      if (options.exitCode === true && plan.summary.moves > 0) cli.exitWith(2);
    });
}
