/** `isthmus correct prefer | join | apart | undo`: what people know better than the sources (D8). */

import type { Command } from 'commander';
import type { CorrectedDocument } from '../../api/corrections.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { bareId } from '../output/ids.ts';
import { printDocument } from '../output/print.ts';

export function registerCorrect(program: Command, cli: Cli): void {
  const correct = program
    .command('correct')
    .description(
      'Say whose word counts for a fact, and which machines are one. It holds for every later import; "undo" takes it back.',
    );
  correct
    .command('prefer')
    .description('For this fact the word of this source counts, where it has one.')
    .requiredOption('--fact <field>', 'the fact, such as memoryMiB')
    .requiredOption('--source <source>', 'id or name of the source')
    .option('--workload <workload>', 'of this one only; default: of all')
    .requiredOption('--reason <text>', 'why; it is kept with the correction')
    .action(async (body: { fact: string; source: string; workload?: string; reason: string }) =>
      printMade(cli, await (await cli.client()).call(ROUTES.preferSource, { body: bare(body) })),
    );
  const pair = (
    name: string,
    description: string,
    route: typeof ROUTES.joinWorkloads | typeof ROUTES.keepApart,
  ): void => {
    correct
      .command(name)
      .description(description)
      .argument('<workload>', 'id or name, or the key of one observation')
      .argument('<other>', 'id or name, or the key of one observation')
      .requiredOption('--reason <text>', 'why; it is kept with the correction')
      .action(async (one: string, other: string, { reason }: { reason: string }) =>
        printMade(cli, await (await cli.client()).call(route, { body: { workloads: [one, other], reason } })),
      );
  };
  pair('join', 'These two are one machine, whatever their signs say.', ROUTES.joinWorkloads);
  pair('apart', 'These two are two machines, whatever their signs say.', ROUTES.keepApart);
  correct
    .command('undo')
    .description('Take a correction back.')
    .argument('<id>', 'see: isthmus get corrections')
    .action(async (id: string) =>
      printMade(cli, await (await cli.client()).call(ROUTES.deleteCorrection, { params: { id } })),
    );
}

function bare<T extends { source: string; workload?: string }>(body: T): T {
  const { source, workload } = body;
  return { ...body, source: bareId(source), ...(workload !== undefined && { workload: bareId(workload) }) };
}

async function printMade(cli: Cli, made: CorrectedDocument): Promise<void> {
  const { correction, generation, changed, keptId } = made;
  await printDocument(
    cli,
    made,
    () =>
      `correction/${correction.id}  ${changed ? `gen/${generation}` : `the estate is as it was, gen/${generation}; it will count when sources say otherwise`}\n${keptId === undefined ? '' : `  they go on as workload/${keptId}\n`}`,
    'correction',
  );
}
