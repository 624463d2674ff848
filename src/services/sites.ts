/** Reads and writes the user's sites.yaml. */

import { readFile, writeFile } from 'node:fs/promises';
import { failure } from '../core/errors/registry.ts';
import { digestText } from '../core/evidence/digest.ts';
import { parseSites } from '../core/policy/parse-sites.ts';
import type { SitesFile } from '../core/policy/site.ts';
import { loadCatalog } from './catalog.ts';

export interface LoadedSites {
  readonly file: string;
  readonly sites: SitesFile;
  /** Digest of the text, so that a plan can tell when the file has changed. */
  readonly digest: string;
}

/** @throws IST-4004 no such file · IST-4001 … IST-4003 what is wrong in it, and where */
export async function loadSites(file: string): Promise<LoadedSites> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw failure('IST-4004', `There is no file ${file}`, { cause: error });
    }
    throw error;
  }
  return { file, sites: parseSites(text, await loadCatalog()), digest: digestText(text) };
}

/** Writes a new sites file and refuses to overwrite one. @throws IST-4006 the file is there already */
export async function writeSites(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { encoding: 'utf8', flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw failure('IST-4006', `${file} is there already and was left as it is`, { cause: error });
    }
    throw error;
  }
}
