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
    .replace(/mb(?=$|[^\p{L}])/gu, 'mib')
    .replace(/[^\p{L}\p{N}#%]/gu, '');
}

/** Matches headers to the fields of a sheet. The first column wins when two have the same meaning. */
export function matchHeaders<F extends string>(
  spec: SheetSpec<F>,
  headers: readonly (string | undefined)[],
): HeaderMatch<F> {
  const fieldOf = aliasesOf(spec);
  const prefix = normaliseHeader(spec.name);
  const columns = new Map<F, number>();
  const others: { column: number; header: string }[] = [];
  headers.forEach((header, column) => {
    if (header === undefined) return;
    const name = normaliseHeader(header);
    const field = fieldOf.get(name) ?? (name.startsWith(prefix) ? fieldOf.get(name.slice(prefix.length)) : undefined);
    if (field === undefined) others.push({ column, header });
    else if (!columns.has(field)) columns.set(field, column);
  });
  return { columns, others };
}

const aliasCache = new WeakMap<SheetSpec, ReadonlyMap<string, string>>();

function aliasesOf<F extends string>(spec: SheetSpec<F>): ReadonlyMap<string, F> {
  const cached = aliasCache.get(spec);
  // The map was built from this very spec, so its values are the spec's fields.
  if (cached !== undefined) return cached as ReadonlyMap<string, F>;
  const aliases = new Map<string, F>();
  for (const field of Object.keys(spec.columns) as F[]) {
    for (const header of spec.columns[field]) {
      const name = normaliseHeader(header);
      if (!aliases.has(name)) aliases.set(name, field);
    }
  }
  aliasCache.set(spec, aliases);
  return aliases;
}
