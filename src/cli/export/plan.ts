/** `isthmus export exit.plan --to openshift`: the vendor tool's own files, one set per wave; `export estate`: the estate as a file. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { printDocument, wantsData } from '../output/print.ts';
import { loadPlanFile } from '../plan/file.ts';
import type { ExportEstateOptions } from './estate.ts';
import { insideFolder } from './inside-folder.ts';
import { staleFiles } from './stale-files.ts';

interface ExportOptions extends ExportEstateOptions {
  readonly to?: string;
  readonly dir?: string;
}

export function registerExport(program: Command, cli: Cli): void {
  program
    .command('export')
    .description("Write a vendor tool's files from a plan file, or the estate as a file.")
    .argument('<what>', 'a file written by "isthmus plan", or "estate"')
    .option('--to <tool>', 'openshift or azure: the tool that a plan is written for')
    .option('-d, --dir <folder>', 'where to write; default: PLAN-TOOL beside the plan')
    .option('--out <file>', 'estate: file to write; default: estate.jsonl, under pseudonyms estate.pseudonymised.jsonl')
    .option('--pseudonymise', 'estate: replace names, addresses and sites; the key stays beside the file')
    .option(
      '--key <file>',
      'estate: key file, made when it is not there; the same key gives the same pseudonyms; default: the file to write and ".key"',
    )
    .action(async (path: string, options: ExportOptions) => {
      if (path === 'estate') return (await import('./estate.ts')).exportEstate(cli, options);
      const { to } = options;
      if (to === undefined) throw failure('IST-9001', 'export needs --to: openshift or azure');
      const plan = await loadPlanFile(path);
      const artefacts = await (await cli.client()).call(ROUTES.makeArtefacts, { body: { plan, to } });
      if (wantsData(cli)) return printDocument(cli, artefacts);
      const sayGaps = (): void => {
        for (const gap of artefacts.gaps) cli.say(`! ${gap}`);
      };
      if (artefacts.items.length === 0) {
        sayGaps();
        cli.say(
          artefacts.gaps.some((gap) => !gap.startsWith('note: '))
            ? `no file can be made for ${to}, for the reasons above. Nothing was written.`
            : `no move of this plan goes to ${to}; ${plural(artefacts.otherMoves, 'move')} go elsewhere. Nothing was written.`,
        );
        return;
      }
      const folder = options.dir ?? `${path.replace(/\.\w+$/, '')}-${to}`;
      for (const file of artefacts.items) {
        const target = insideFolder(folder, file.path);
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, file.content);
        await cli.write(`${target}  ${file.describes}\n`);
      }
      sayGaps();
      const stale = await staleFiles(
        folder,
        artefacts.items.map((file) => file.path),
      );
      if (stale.length > 0) {
        cli.say(
          `! ${plural(stale.length, 'file')} of an earlier export in ${folder}, such as ${stale[0] ?? ''}: remove them, or export into an empty folder`,
        );
      }
      cli.say(
        `${plural(artefacts.items.length, 'file')} in ${folder}${artefacts.gaps.length === 0 ? '' : `; ${plural(artefacts.gaps.length, 'gap')} to close before applying`}`,
      );
    });
}
