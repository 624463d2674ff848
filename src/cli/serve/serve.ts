/** `isthmus serve`. */

import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';
import type { Cli } from '../cli.ts';

export function registerServe(program: Command, cli: Cli): void {
  program
    .command('serve')
    .description('Serve the API and the console. Listens on this machine only unless told otherwise.')
    .option('--host <address>', 'address to listen on')
    .option('--port <port>', 'port to listen on', portNumber)
    .action(async (options: { host?: string; port?: number }) => {
      cli.exitWith((await cli.wiring.serve(options, cli.streams)) as 0 | 1);
    });
}

export function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError('a port is a number from 0 to 65535');
}
