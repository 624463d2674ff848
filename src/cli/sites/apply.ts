/** Sends a sites file; its errors name the line and the fix. */

import { readFile } from 'node:fs/promises';
import { ROUTES } from '../../api/routes.ts';
import { IsthmusError } from '../../core/errors/errors.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import type { Client } from '../client/client.ts';
import { plural } from '../output/format.ts';

export async function applySites(cli: Cli, path: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw failure('IST-9003', `${path} cannot be read`, { cause, hint: 'Write one with: isthmus sites init' });
  });
  const client = await cli.client();
  const before = await sitesNow(client);
  const document = await client.call(ROUTES.putSites, { body: { text } });
  const gone = before.filter((id) => !document.sites.some((site) => site.id === id));
  cli.say(`${path}: ${plural(document.sites.length, 'site')}  ${document.digest.slice(0, 19)}`);
  if (gone.length > 0) cli.say(`! in force before and not in this file: ${gone.join(', ')}`);
  for (const warning of document.warnings) cli.say(`! ${warning}`);
}

/** Ids of the sites in force; none before the first file. */
async function sitesNow(client: Client): Promise<readonly string[]> {
  try {
    return (await client.call(ROUTES.getSites)).sites.map(({ id }) => id);
  } catch (error) {
    if (error instanceof IsthmusError && error.definition.status === 404) return [];
    throw error;
  }
}
