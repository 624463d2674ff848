/** Colour only on a terminal, and never when NO_COLOR or --no-color says so. */

import type { Cli } from '../cli.ts';

export function useColor(cli: Cli): boolean {
  return cli.streams.stdout.isTTY === true && cli.options().color !== false && !cli.env.NO_COLOR;
}
