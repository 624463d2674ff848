/** `isthmus import <kind> <path>`: a file or folder goes in, a receipt comes out. */

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import type { ImportResult } from '../../api/sources.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { printDocument, wantsData } from '../output/print.ts';
import { importPrices } from './prices.ts';
import { receiptText } from './receipt.ts';

export function registerImport(program: Command, cli: Cli): void {
  program
    .command('import')
    .description('Bring in a file that a platform tool exported. It is read on this machine; nothing is sent anywhere.')
    .argument('<kind>', 'what it is: rvtools, or prices')
    .argument('<paths...>', 'files or folders: an RVTools .xlsx, a folder or .zip of its CSV files; a price list .csv')
    .option('--name <source>', 'name of the source; default: the file name')
    .option('--key <file>', 'estate: the key of an export under pseudonyms, to read it with its names')
    .option('--as-of <date>', 'day of the prices, YYYY-MM-DD; default: taken from the file name')
    .addHelpText('after', '\nExample:\n  isthmus import rvtools fra-vc01.xlsx\n')
    .action(async (kind: string, paths: string[], options: { name?: string; asOf?: string; key?: string }) => {
      if (kind === 'prices') {
        for (const path of paths) await importPrices(cli, path, options);
        return;
      }
      const results: ImportResult[] = [];
      for (const path of paths) {
        const result = await importPath(cli, kind, path, options);
        results.push(result);
        if (!wantsData(cli)) await cli.write(receiptText(result));
      }
      if (wantsData(cli)) await printDocument(cli, results.length === 1 ? results[0] : { items: results });
      else cli.say('Next: isthmus assess   ·   isthmus get workloads -o wide');
    });
}

async function importPath(
  cli: Cli,
  kind: string,
  path: string,
  { name: sourceName, key }: { readonly name?: string; readonly key?: string },
): Promise<ImportResult> {
  if (key !== undefined && kind !== 'estate') throw failure('IST-9001', '--key is for "import estate" only');
  const info = await stat(path).catch((cause: unknown) => {
    throw failure('IST-9003', `${path} cannot be read`, { cause });
  });
  const stream = await streamOf(path, info.isDirectory(), key);
  const fileName = info.isDirectory() ? `${basename(path)}.zip` : basename(path);
  const client = await cli.client();
  const operation = await client.call(ROUTES.importFile, { query: { provider: kind, fileName, sourceName }, stream });
  return follow<ImportResult>(cli, operation);
}

/** The key is used here: what travels on holds the names again, and the key itself goes nowhere. */
async function streamOf(path: string, folder: boolean, key: string | undefined): Promise<NodeJS.ReadableStream> {
  if (folder) return (await import('./zip-folder.ts')).zipFolder(path);
  if (key === undefined) return createReadStream(path);
  const [{ Readable }, { requireKey, revealedLines }] = await Promise.all([
    import('node:stream'),
    import('../reveal/file.ts'),
  ]);
  return Readable.from(revealedLines(path, await requireKey(key)));
}
