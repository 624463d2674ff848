/** `isthmus export exit.plan --to openshift`: the vendor tool's own files, one set per wave. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { printDocument, wantsData } from '../output/print.ts';
import { loadPlanFile } from '../plan/file.ts';
import { insideFolder } from './inside-folder.ts';

interface ExportOptions {
  readonly to: string;
  readonly dir?: string;
}

export function registerExport(program: Command, cli: Cli): void {
  program
    .command('export')
    .description("Write a vendor tool's files from a plan file.")
    .argument('<plan>', 'a file written by "isthmus plan"')
    .requiredOption('--to <tool>', 'openshift or azure')
    .option('-d, --dir <folder>', 'where to write; default: PLAN-TOOL beside the plan')
    .action(async (path: string, options: ExportOptions) => {
      const plan = await loadPlanFile(path);
      const artefacts = await (await cli.client()).call(ROUTES.makeArtefacts, { body: { plan, to: options.to } });
      if (wantsData(cli)) return printDocument(cli, artefacts);
      if (artefacts.items.length === 0) {
        cli.say(
          `no move of this plan goes to ${options.to}; ${plural(artefacts.otherMoves, 'move')} go elsewhere. Nothing was written.`,
        );
        return;
      }
      const folder = options.dir ?? `${path.replace(/\.\w+$/, '')}-${options.to}`;
      for (const file of artefacts.items) {
        const target = insideFolder(folder, file.path);
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, file.content);
        await cli.write(`${target}  ${file.describes}\n`);
      }
      for (const gap of artefacts.gaps) cli.say(`! ${gap}`);
      cli.say(
        `${plural(artefacts.items.length, 'file')} in ${folder}${artefacts.gaps.length === 0 ? '' : `; ${plural(artefacts.gaps.length, 'gap')} to close before applying`}`,
      );
    });
}
