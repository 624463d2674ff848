/** Which kinds of sources read a file, by the ending of its name. */

import type { SourceKind } from '../../api/source-kinds.ts';

export interface Reader {
  readonly kind: string;
  readonly title: string;
  readonly accepts: string;
  readonly extensions: readonly string[];
}

/** By title: no vendor comes first. */
export function readersOf(kinds: readonly SourceKind[]): readonly Reader[] {
  return kinds
    .flatMap(({ kind, title, file }) => (file === null ? [] : [{ kind, title, ...file }]))
    .sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0));
}

/** Those that take files with this ending; several where the ending does not tell. */
export function readersFor(readers: readonly Reader[], fileName: string): readonly Reader[] {
  const name = fileName.toLowerCase();
  return readers.filter(({ extensions }) => extensions.some((extension) => name.endsWith(extension.toLowerCase())));
}
