/** `isthmus sites init | apply | show`. */

import { access, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { printDocument } from '../output/print.ts';
import { applySites } from './apply.ts';
import { registerSitesSet } from './set.ts';

export function registerSites(program: Command, cli: Cli): void {
  const sites = program
    .command('sites')
    .description('Make and apply the sites file: where workloads may run, under whose law, at what cost.');
  sites
    .command('init')
    .description('Write a commented sites file with the clusters found and example targets.')
    .argument('[file]', 'where to write it', 'sites.yaml')
    .option('--force', 'overwrite it')
    .action(async (path: string, options: { force?: boolean }) => {
      const { text } = await (await cli.client()).call(ROUTES.sitesTemplate);
      if (path === '-') return cli.write(text);
      if (options.force !== true && (await exists(path))) {
        throw failure('IST-9003', `${path} exists already`, { hint: 'Give another name, or --force to overwrite it.' });
      }
      await writeFile(path, text);
      cli.say(
        `${path} written. Fill in country and operator of your sites, then: isthmus check -f ${path}   ·   isthmus place -f ${path}`,
      );
    });
  sites
    .command('apply')
    .description('Put a sites file in force.')
    .argument('<file>')
    .action((path: string) => applySites(cli, path));
  registerSitesSet(sites, cli);
  sites
    .command('show')
    .description('Print the sites file in force.')
    .action(async () => {
      const document = await (await cli.client()).call(ROUTES.getSites);
      await printDocument(cli, document, () => document.text);
    });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
