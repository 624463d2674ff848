/** `isthmus containers`: candidates, checks of clusters, and the files to build a workload anew. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Option } from 'commander';
import type { Command } from 'commander';
import { CANDIDATE_ANSWERS } from '../../api/windows-containers.ts';
import type { CandidateListDocument } from '../../api/windows-containers.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { insideFolder } from '../export/inside-folder.ts';
import { staleFiles } from '../export/stale-files.ts';
import { day, whole } from '../option-values.ts';
import { plural } from '../output/format.ts';
import { printDocument, printList, wantsData } from '../output/print.ts';
import { candidateListing, candidatesText, checkText } from './text.ts';

const TARGETS = ['openshift-container', 'aks-container'] as const;
const PAGE = 1000;

interface CandidateOptions {
  readonly only?: (typeof CANDIDATE_ANSWERS)[number];
  readonly filter?: string;
  readonly asOf?: string;
  readonly limit: string;
}

interface ExportOptions {
  readonly target: (typeof TARGETS)[number];
  readonly out?: string;
  readonly site?: string;
  readonly os?: 'windows' | 'linux';
  readonly asOf?: string;
}

export function registerContainers(program: Command, cli: Cli): void {
  const containers = program
    .command('containers')
    .description('Containers in place of virtual machines: candidates, Windows nodes, and the files to build one.');
  containers
    .command('candidates')
    .description(
      'Machines that could be built anew as containers, with the reason; what nobody looked into is unknown.',
    )
    .addOption(new Option('--only <answer>', 'only these').choices(CANDIDATE_ANSWERS))
    .option('-q, --filter <filter>', 'which machines; all when absent')
    .option('--as-of <date>', 'judge nodes and pools as of this day (YYYY-MM-DD); default: today')
    .option('-l, --limit <n>', 'how many to list', '50')
    .action((options: CandidateOptions) => candidates(cli, options));
  containers
    .command('check')
    .argument('[cluster]', 'name or id; every cluster that runs containers when absent')
    .description(
      'Whether clusters may have Windows nodes, and whether images find nodes of their build; exit 3 on failure.',
    )
    .option('--as-of <date>', 'judge pools as of this day (YYYY-MM-DD); default: today')
    .action(async (cluster: string | undefined, options: { asOf?: string }) => {
      const asOf = day('--as-of', options.asOf);
      const checked = await (await cli.client()).call(ROUTES.containerCheck, { query: { cluster, asOf } });
      await printDocument(cli, checked, () => checkText(checked, cli.options().output === 'wide'), 'container-check');
      if (checked.clusters.some(({ checks }) => checks.some(({ outcome }) => outcome === 'fail'))) cli.exitWith(3);
    });
  containers
    .command('export')
    .argument('<workload>', 'name or id')
    .description('Write the Containerfile, the node pool and the manifests that build a workload anew.')
    .addOption(new Option('--target <target>', 'where to').choices(TARGETS).makeOptionMandatory())
    .option('--out <folder>', 'where to write; default: WORKLOAD-TARGET')
    .option('--site <id>', 'site whose settings are used; default: the only one of that target')
    .addOption(new Option('--os <system>', 'what runs on both is built as').choices(['linux', 'windows']))
    .option('--as-of <date>', 'judge nodes and pools as of this day (YYYY-MM-DD); default: today')
    .addHelpText(
      'after',
      '\nExamples:\n  isthmus containers export fra-shop-01 --target aks-container --out shop\n  isthmus containers export fra-shop-01 --target openshift-container --site fra-ocp\n',
    )
    .action((workload: string, options: ExportOptions) => exportFiles(cli, workload, options));
}

async function candidates(cli: Cli, options: CandidateOptions): Promise<void> {
  const limit = whole('--limit', options.limit, { min: 1 });
  const query = { candidate: options.only, filter: options.filter, asOf: day('--as-of', options.asOf) };
  const client = await cli.client();
  let list: CandidateListDocument | undefined;
  do {
    const size = Math.min(PAGE, limit - (list?.items.length ?? 0));
    const page: CandidateListDocument = await client.call(ROUTES.containerCandidates, {
      query: { ...query, limit: size, continue: list?.continue },
    });
    list = { ...page, items: [...(list?.items ?? []), ...page.items] };
  } while (list.continue !== undefined && list.items.length < limit);
  const all = list;
  const { output } = cli.options();
  if (output === 'csv' || output === 'name') return printList(cli, candidateListing(all));
  await printDocument(cli, all, () => candidatesText(all, cli.options().output === 'wide'), 'container-candidates');
}

async function exportFiles(cli: Cli, workload: string, options: ExportOptions): Promise<void> {
  const { target, site, os } = options;
  const asOf = day('--as-of', options.asOf);
  const client = await cli.client();
  const made = await client.call(ROUTES.containerFiles, {
    body: { workload, target, site, system: os, asOf },
  });
  if (wantsData(cli)) return printDocument(cli, made);
  const gapLines = made.gaps.map(({ effect, what, remedy }) => `! ${effect}: ${what}: ${remedy}`);
  if (made.items.length === 0) {
    for (const line of gapLines) cli.say(line);
    cli.say('no file can be made, for the reasons above. Nothing was written.');
    cli.exitWith(1);
    return;
  }
  const folder = options.out ?? `${made.workload.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}-${target}`;
  for (const file of made.items) {
    const path = insideFolder(folder, file.path);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, file.content);
    await cli.write(`${path}  ${file.describes}\n`);
  }
  for (const line of gapLines) cli.say(line);
  const stale = await staleFiles(
    folder,
    made.items.map(({ path }) => path),
  );
  if (stale.length > 0) {
    cli.say(
      `! ${plural(stale.length, 'file')} of an earlier export in ${folder}, such as ${stale[0] ?? ''}: remove them`,
    );
  }
  cli.say(
    `${plural(made.items.length, 'file')} in ${folder}; ${plural(made.gaps.length, 'gap')} to close, see README.md`,
  );
}
