/** `isthmus demo`: the real product on a generated estate, in a data folder of its own. */

import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { Cli } from '../cli.ts';
import { portNumber } from './serve.ts';

interface DemoOptions {
  readonly host?: string;
  readonly port?: number;
  readonly seed: number;
  readonly workloads: number;
  readonly home?: string;
}

export function registerDemo(program: Command, cli: Cli): void {
  program
    .command('demo')
    .description('Serve a generated demo estate from a data folder of its own. No account, no network.')
    .option('--host <address>', 'address to listen on')
    .option('--port <port>', 'port to listen on', portNumber)
    .option('--seed <n>', 'seed of the generated estate', wholeNumber, 42)
    .option('--workloads <n>', 'how many workloads', wholeNumber, 3412)
    .option('--home <folder>', 'data folder of the demo')
    .action(async (options: DemoOptions) => {
      const home = options.home ?? cli.env.ISTHMUS_HOME ?? join(tmpdir(), 'isthmus-demo');
      const { host, port, seed, workloads } = options;
      cli.exitWith((await cli.wiring.serve({ host, port, home, demo: { seed, workloads } }, cli.streams)) as 0 | 1);
    });
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new InvalidArgumentError('a whole number is wanted');
}
