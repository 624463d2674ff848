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

interface ImportOptions {
  readonly name?: string;
  readonly asOf?: string;
  readonly key?: string;
  readonly force?: boolean;
}

export function registerImport(program: Command, cli: Cli): void {
  program
    .command('import')
    .description('Bring in what a platform tool exported. It is read on this machine; nothing is sent anywhere.')
    .argument(
      '<kind>',
      'what it is: rvtools, or any kind of "isthmus get source-kinds" that reads files; estate; prices',
    )
    .argument('<paths...>', 'files or folders, such as an RVTools .xlsx or a folder of its CSV files')
    .option('--name <source>', 'name of the source, all the paths together; default: each path, by its file name')
    .option('--force', 'also when it lists far fewer machines than the same source did before')
    .option('--key <file>', 'estate: the key of an export under pseudonyms, to read it with its names')
    .option('--as-of <date>', 'prices: their day, YYYY-MM-DD; default: taken from the file name')
    .addHelpText(
      'after',
      '\nExamples:\n  isthmus import rvtools fra-vc01.xlsx\n  isthmus import libvirt /etc/libvirt/qemu --name kvm01\n  isthmus import ansible facts/\n',
    )
    .action(async (kind: string, paths: string[], options: ImportOptions) => {
      if (kind === 'prices') {
        for (const path of paths) await importPrices(cli, path, options);
        return;
      }
      if (options.key !== undefined && kind !== 'estate')
        throw failure('IST-9001', '--key is for "import estate" only');
      const results: ImportResult[] = [];
      // Under one name each path would replace what the one before it said.
      const together = options.name !== undefined && paths.length > 1;
      for (const each of together ? [paths] : paths.map((path) => [path])) {
        const result = await importPaths(cli, kind, each, options);
        results.push(result);
        if (!wantsData(cli)) await cli.write(receiptText(result));
      }
      if (wantsData(cli)) await printDocument(cli, results.length === 1 ? results[0] : { items: results });
      else cli.say('Next: isthmus assess   ·   isthmus get workloads -o wide');
    });
}

async function importPaths(
  cli: Cli,
  kind: string,
  paths: readonly string[],
  { name: sourceName, key, force }: ImportOptions,
): Promise<ImportResult> {
  const { stream, fileName } = await opened(cli, kind, paths, key);
  const client = await cli.client();
  const query = { provider: kind, fileName, sourceName, ...(force === true && { force: 'true' }) };
  return follow<ImportResult>(cli, await client.call(ROUTES.importFile, { query, stream }));
}

interface Opened {
  readonly stream: NodeJS.ReadableStream;
  readonly fileName: string;
}

async function opened(cli: Cli, kind: string, paths: readonly string[], key: string | undefined): Promise<Opened> {
  const [path = ''] = paths;
  const infos = await Promise.all(
    paths.map((one) =>
      stat(one).catch((cause: unknown) => {
        throw failure('IST-9003', `${one} cannot be read`, { cause });
      }),
    ),
  );
  if (paths.length === 1 && infos[0]?.isDirectory() !== true)
    return { stream: await streamOf(path, key), fileName: basename(path) };
  const [{ filesIn, filesNamed, zipped }, { sourceKinds }] = await Promise.all([
    import('./zip-folder.ts'),
    import('../source/kinds.ts'),
  ]);
  const extensions = (await sourceKinds(cli)).find((one) => one.kind === kind)?.file?.extensions ?? [];
  const folder = infos.findIndex((info) => info.isDirectory());
  if (paths.length > 1 && folder >= 0)
    throw failure('IST-9001', `${paths[folder] ?? ''} is a folder; give one folder, or files only`);
  const files = paths.length > 1 ? filesNamed(paths) : await filesIn(path, extensions);
  return { stream: zipped(files), fileName: `${basename(path)}.zip` };
}

/** The key is used here: what travels on holds the names again, and the key itself goes nowhere. */
async function streamOf(path: string, key: string | undefined): Promise<NodeJS.ReadableStream> {
  if (key === undefined) return createReadStream(path);
  const [{ Readable }, { requireKey, revealedLines }] = await Promise.all([
    import('node:stream'),
    import('../reveal/file.ts'),
  ]);
  return Readable.from(revealedLines(path, await requireKey(key)));
}
