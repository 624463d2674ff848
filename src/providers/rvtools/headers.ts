/** Which column of a sheet is which, whatever dialect its headers are written in. */

import type { SheetSpec } from './sheet.ts';

export interface HeaderMatch<F extends string = string> {
  /** Zero-based column of each field that was found. */
  readonly columns: ReadonlyMap<F, number>;
  /** Columns that no field claims, with their headers as written. */
  readonly others: readonly { readonly column: number; readonly header: string }[];
}

/**
 * Lower case, letters and digits only, with "#" and "%"; "MB" becomes "MiB", because the export only changed the
 * label and never the number.
 */
export function normaliseHeader(header: string): string {
  return header
    .trim()
    .toLowerCase()
    .replaceAll(/mb(?=$|[^\p{L}])/gu, 'mib')
    .replaceAll(/[^\p{L}\p{N}#%]/gu, '');
}

/**
 * Matches headers to the fields of a sheet. When several columns have the meaning of one field, the one whose header
 * comes first in the sheet's definition wins: "Size MiB (total)" over "Size MiB (vmsn)".
 */
export function matchHeaders<F extends string>(
  spec: SheetSpec<F>,
  headers: readonly (string | undefined)[],
): HeaderMatch<F> {
  const aliases = aliasesOf(spec);
  const prefix = normaliseHeader(spec.name);
  const chosen = new Map<F, { column: number; rank: number }>();
  const others: { column: number; header: string }[] = [];
  headers.forEach((header, column) => {
    if (header === undefined) return;
    const name = normaliseHeader(header);
    const alias = aliases.get(name) ?? (name.startsWith(prefix) ? aliases.get(name.slice(prefix.length)) : undefined);
    if (alias === undefined) others.push({ column, header });
    else if (alias.rank < (chosen.get(alias.field)?.rank ?? Infinity))
      chosen.set(alias.field, { column, rank: alias.rank });
  });
  return { columns: new Map([...chosen].map(([field, { column }]) => [field, column])), others };
}

interface Alias<F extends string> {
  readonly field: F;
  readonly rank: number;
}

const aliasCache = new WeakMap<SheetSpec, ReadonlyMap<string, Alias<string>>>();

function aliasesOf<F extends string>(spec: SheetSpec<F>): ReadonlyMap<string, Alias<F>> {
  const cached = aliasCache.get(spec);
  // The map was built from this very spec, so its fields are the spec's.
  if (cached !== undefined) return cached as ReadonlyMap<string, Alias<F>>;
  const aliases = new Map<string, Alias<F>>();
  for (const field of Object.keys(spec.columns) as F[]) {
    spec.columns[field].forEach((header, rank) => {
      const name = normaliseHeader(header);
      if (!aliases.has(name)) aliases.set(name, { field, rank });
    });
  }
  aliasCache.set(spec, aliases);
  return aliases;
}
