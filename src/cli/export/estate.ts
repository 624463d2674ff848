/** `isthmus export estate`: what the sources said, as a file; under pseudonyms when it is to be given away (D11). */

import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import { ESTATE_FILE_VERSION } from '../../core/model/estate-file.ts';
import type { EstateFileHeader } from '../../core/model/estate-file.ts';
import { Pseudonymiser } from '../../core/pseudonyms/pseudonymiser.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';
import { keyId, newKey, readKey, writeKey } from './key-file.ts';

export interface ExportEstateOptions {
  /** File to write. */
  readonly out?: string;
  readonly pseudonymise?: boolean;
  /** Key file; made when it is not there. */
  readonly key?: string;
}

export async function exportEstate(cli: Cli, options: ExportEstateOptions): Promise<void> {
  const path = options.out ?? (options.pseudonymise === true ? 'estate.pseudonymised.jsonl' : 'estate.jsonl');
  if (options.pseudonymise !== true && options.key !== undefined)
    throw failure('IST-9001', '--key is for --pseudonymise only');
  const keyPath = options.key ?? `${path}.key`;
  const former = options.pseudonymise === true ? await readKey(keyPath) : undefined;
  const key = former ?? newKey();
  const hide = options.pseudonymise === true ? new Pseudonymiser(key.secret, key.originals) : undefined;
  const aside = `${path}.new`;
  const file = createWriteStream(aside, { mode: 0o600 });
  try {
    const written = await writeEstate(cli, file, hide, hide === undefined ? undefined : keyId(key));
    file.end();
    await finished(file);
    // The key first: an export whose key was lost could never be read back.
    if (hide !== undefined) await writeKey(keyPath, { secret: key.secret, originals: hide.originals });
    await rename(aside, path);
    await printDocument(cli, { file: path, ...(hide !== undefined && { key: keyPath }), ...written }, () =>
      [
        `${path}  ${plural(written.items, 'item')} of ${plural(written.sources, 'source')}, gen/${written.generation}`,
        ...(hide === undefined ? [] : [`${keyPath}  key: keep it here, whoever has it reads the names`]),
        '',
      ].join('\n'),
    );
    if (hide === undefined)
      cli.say('It holds names and addresses. To give it away: isthmus export estate --pseudonymise');
    else cli.say(`What comes back is read with: isthmus reveal FILE --key ${keyPath}`);
  } catch (error) {
    file.destroy();
    await rm(aside, { force: true });
    throw error;
  }
}

interface Written {
  readonly generation: number;
  readonly sources: number;
  readonly items: number;
}

async function writeEstate(
  cli: Cli,
  file: NodeJS.WritableStream,
  hide: Pseudonymiser | undefined,
  idOfKey: string | undefined,
): Promise<Written> {
  const client = await cli.client();
  const write = (value: unknown): Promise<void> =>
    new Promise((resolve, reject) => {
      file.write(`${JSON.stringify(value)}\n`, (error) => (error ? reject(error) : resolve()));
    });
  const { items: sources } = await client.call(ROUTES.listSources);
  let items = 0;
  let generation = 0;
  let next: string | undefined;
  do {
    const page = await client.call(ROUTES.listObservations, { query: { limit: 500, continue: next } });
    if (next === undefined) {
      generation = page.generation;
      const header: EstateFileHeader = {
        isthmus: 'estate',
        version: ESTATE_FILE_VERSION,
        pseudonymised: hide !== undefined,
        ...(idOfKey !== undefined && { keyId: idOfKey }),
        generation,
        exportedAt: new Date().toISOString(),
        sources: sources.map(({ id, name, providerKind, precedence, observedAt }) => ({
          id: hide === undefined ? id : hide.word('source', id),
          name: hide === undefined ? name : hide.word('source', name),
          providerKind,
          precedence,
          observedAt,
        })),
      };
      await write(header);
    }
    for (const item of page.items) await write(hide === undefined ? item : hide.item(item));
    items += page.items.length;
    next = page.continue;
  } while (next !== undefined);
  return { generation, sources: sources.length, items };
}
