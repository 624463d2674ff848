/** `isthmus operation follow|stop|cancel ID`: long work that was started here or elsewhere. */

import type { Command } from 'commander';
import type { Operation } from '../../api/common.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { figuresText } from '../operation-progress.ts';
import { follow } from '../operation.ts';
import { printDocument } from '../output/print.ts';

export function registerOperation(program: Command, cli: Cli): void {
  const operation = program
    .command('operation')
    .alias('op')
    .description('Follow, stop or cancel long work that was started here or elsewhere.');
  operation
    .command('follow')
    .description('Wait for its end and print what it made. Ctrl-C stops a search early.')
    .argument('<id>', 'see: isthmus get operations')
    .action(async (id: string) => {
      const started = await (await cli.client()).call(ROUTES.getOperation, { params: { id } });
      await printDocument(cli, await follow<unknown>(cli, started));
    });
  operation
    .command('stop')
    .description('End a search early; the best it has found so far is kept.')
    .argument('<id>', 'see: isthmus get operations')
    .action(async (id: string) =>
      print(cli, await (await cli.client()).call(ROUTES.stopOperation, { params: { id } })),
    );
  operation
    .command('cancel')
    .description('Give it up; nothing is kept.')
    .argument('<id>', 'see: isthmus get operations')
    .action(async (id: string) =>
      print(cli, await (await cli.client()).call(ROUTES.cancelOperation, { params: { id } })),
    );
}

function print(cli: Cli, operation: Operation): Promise<void> {
  const figures = figuresText(operation.figures);
  return printDocument(
    cli,
    operation,
    () =>
      `${operation.id}  ${operation.kind} ${operation.state}${operation.phase === '' ? '' : `, ${operation.phase}`}${figures === '' ? '' : `: ${figures}`}\n`,
    'operation',
  );
}
