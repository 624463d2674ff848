/** Asks for a secret on the terminal without showing it. */

import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';

/** Throws IST-9001 where nobody can be asked. */
export async function askSecret(cli: Cli, title: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw failure('IST-9001', `${title} cannot be asked for: standard input is no terminal`, {
      hint: 'Give it as NAME=- on standard input, NAME=@FILE, or as a reference such as NAME=env:VARIABLE.',
    });
  cli.streams.stderr.write(`${title}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    cli.streams.stderr.write('\n');
  }
}
