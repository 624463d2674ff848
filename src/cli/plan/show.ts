/** `isthmus show exit.plan`. */

import type { Command } from 'commander';
import { renderPlan } from '../../core/plan/render.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Cli } from '../cli.ts';
import { useColor } from '../output/color.ts';
import { printDocument } from '../output/print.ts';
import { loadPlanFile } from './file.ts';

export function registerShow(program: Command, cli: Cli): void {
  program
    .command('show')
    .description('Show a plan file after checking its digest.')
    .argument('<file>', 'a file written by "isthmus plan"')
    .option('--all', 'show every move instead of folding repeats')
    .action(async (path: string, options: { all?: boolean }) =>
      showPlan(cli, await loadPlanFile(path), options.all === true),
    );
}

export async function showPlan(cli: Cli, plan: Plan, all: boolean): Promise<void> {
  const width = cli.streams.stdout.columns ?? 120;
  await printDocument(cli, plan, () => renderPlan(plan, { color: useColor(cli), width, all }), 'plan');
}
