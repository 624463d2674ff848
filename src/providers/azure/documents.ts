/** What is in one saved answer: resources, sizes, and whether it is all of it. */

import { flagAt, isObject, numberAt, textAt } from './json.ts';
import { resourceOf, rowsOf } from './resource.ts';
import type { Resource } from './resource.ts';

export interface Saved {
  readonly resources: readonly Resource[];
  /** Entries of `az vm list-skus`. */
  readonly sizes: readonly unknown[];
  /** Rows that are neither. */
  readonly strange: number;
  /** Set when the answer says that it is only a part of the whole. */
  readonly incomplete?: { readonly why: string; readonly total?: number };
}

/** Undefined when the document is no answer of Azure. */
export function readAnswer(answer: unknown): Saved | undefined {
  const rows = rowsOf(answer);
  if (rows === undefined) return undefined;
  const resources: Resource[] = [];
  const sizes: unknown[] = [];
  let strange = 0;
  for (const row of rows) {
    const resource = resourceOf(row);
    if (resource !== undefined) resources.push(resource);
    else if (isSize(row)) sizes.push(row);
    else strange += 1;
  }
  const incomplete = incompleteness(answer, rows.length);
  if (rows.length > 0 && resources.length === 0 && sizes.length === 0) return undefined;
  return { resources, sizes, strange, ...(incomplete !== undefined && { incomplete }) };
}

const isSize = (row: unknown): boolean =>
  isObject(row) && textAt(row, 'resourceType') !== undefined && Array.isArray(row['capabilities']);

function incompleteness(answer: unknown, rows: number): Saved['incomplete'] {
  const total = numberAt(answer, 'total_records') ?? numberAt(answer, 'totalRecords');
  const counted = total === undefined ? {} : { total };
  const token = ['skip_token', 'skipToken', '$skipToken', 'nextLink'].find(
    (name) => textAt(answer, name) !== undefined,
  );
  if (token !== undefined) return { why: `it carries a ${token}: more pages follow it`, ...counted };
  if (flagAt(answer, 'resultTruncated') === true)
    return { why: 'it says that it was cut off (resultTruncated)', ...counted };
  if (total !== undefined && rows < total) return { why: `it holds ${rows} of ${total} rows`, ...counted };
  return undefined;
}
