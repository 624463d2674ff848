/** Which disks a file share covers: tools that copy over SMB can read no others. */

import { listOf, textOf } from '../json-fields.ts';
import type { Gathered } from './gather.ts';
import type { MachineWord } from './words.ts';

/** Folders under file shares, in lower case: of one host, or of all that see a clustered volume. */
export type SharesOf = (
  scope: string | undefined,
  host: string | undefined,
  clustered: boolean,
) => { readonly folders: readonly string[]; readonly complete: boolean } | undefined;

/** Folders that file shares of a host cover, in lower case; those of a cluster's volumes may be shared by any node. */
export function sharesOf({ hosts }: Gathered): SharesOf {
  return (scope, host, clustered) => {
    const asked = hosts
      .filter((place) => place.scope === scope)
      .filter(({ fields }) => clustered || textOf(fields['name'])?.toLowerCase() === host?.toLowerCase())
      .map(({ fields }) => listOf(fields['shares']));
    if (asked.length === 0) return undefined;
    const folders = asked.flatMap((shares) => shares ?? []).flatMap((share) => textOf(share['path']) ?? []);
    return { folders: folders.map((folder) => folder.toLowerCase()), complete: !asked.includes(undefined) };
  };
}

/** Undefined when a share that was not listed may cover it. */
export function isOnShare(path: string | undefined, word: MachineWord, shares: SharesOf): boolean | undefined {
  if (path === undefined) return undefined;
  if (/^\\\\[^?.\\]/.test(path)) return true;
  const lower = path.toLowerCase();
  const found = shares(word.scope, word.host, /^[a-z]:\\clusterstorage\\/.test(lower));
  const covered = found?.folders.some((folder) => lower.startsWith(folder.endsWith('\\') ? folder : `${folder}\\`));
  return covered === true ? true : found?.complete === true ? false : undefined;
}
