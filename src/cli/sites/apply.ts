/** Sends a sites file; its errors name the line and the fix. */

import { readFile } from 'node:fs/promises';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';

export async function applySites(cli: Cli, path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw failure('IST-9003', `${path} cannot be read`, { cause, hint: 'Write one with: isthmus sites init' });
  });
  const document = await (await cli.client()).call(ROUTES.putSites, { body: { text } });
  cli.say(`${path}: ${plural(document.sites.length, 'site')}  ${document.digest.slice(0, 19)}`);
  for (const warning of document.warnings) cli.say(`! ${warning}`);
}
