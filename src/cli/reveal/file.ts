/** `isthmus reveal <file> --key <key>`: puts the names back into what came back. Works offline. */

import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { failure } from '../../core/errors/registry.ts';
import { revealed, textFormOf } from '../../core/pseudonyms/reveal.ts';
import type { Cli } from '../cli.ts';
import { readKey } from '../export/key-file.ts';
import type { PseudonymKey } from '../export/key-file.ts';

export function registerReveal(program: Command, cli: Cli): void {
  program
    .command('reveal')
    .description(
      'Put the names back into a text that was made from an export under pseudonyms: a report, a plan, a list.',
    )
    .argument('<file>', 'any text file')
    .requiredOption('--key <file>', 'the key that was written beside the export')
    .option('-o, --out <file>', 'where to write; default: standard output')
    .action(async (path: string, options: { key: string; out?: string }) => {
      const key = await requireKey(options.key);
      const lines = Readable.from(revealedLines(path, key));
      if (options.out === undefined) for await (const line of lines) await cli.write(String(line));
      else {
        await pipeline(lines, createWriteStream(options.out, { mode: 0o600 }));
        cli.say(`${options.out} holds names and addresses again`);
      }
    });
}

/** Throws IST-2241 also when there is no such file. */
export async function requireKey(path: string): Promise<PseudonymKey> {
  const key = await readKey(path);
  if (key === undefined) throw failure('IST-2241', `there is no file ${path}`);
  return key;
}

/** Line by line: no pseudonym holds a line break. */
export async function* revealedLines(path: string, { originals }: PseudonymKey): AsyncGenerator<string> {
  const form = textFormOf(path);
  const input = createReadStream(path, 'utf8');
  // Reading fails before the first line is asked for; the loop below would wait for it forever.
  const failed = new Promise<never>((_resolve, reject) => {
    input.once('error', (cause) => reject(failure('IST-9003', `${path} cannot be read`, { cause })));
  });
  failed.catch(() => undefined);
  await Promise.race([new Promise((resolve) => input.once('open', resolve)), failed]);
  for await (const line of createInterface({ input, crlfDelay: Infinity }))
    yield `${revealed(line, originals, form)}\n`;
}
