/** Wires the edges together: the only file that knows them all. */

import { run } from './cli/run.ts';
import type { Wiring } from './cli/cli.ts';
import { rulebook } from './wiring/rulebook.ts';

const wiring: Wiring = {
  rulebook,
  openLocal: async () => (await import('./wiring/local.ts')).openLocal(process.env),
  serve: async (options, streams) => (await import('./wiring/serve.ts')).serve(options, streams, process.env),
};

export function main(argv: readonly string[]): Promise<number> {
  return run(argv, wiring, { stdout: process.stdout, stderr: process.stderr }, process.env);
}

// bin/isthmus.mjs imports it; run by itself it would do nothing and say that all went well.
if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
