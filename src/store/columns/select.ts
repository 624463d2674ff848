/** Filter, sort and count over columns. Three-valued as the filter language is: see core/model/filter. */

import type { Field, FieldValue, WorkloadRow } from '../../core/model/field.ts';
import { findField } from '../../core/model/fields.ts';
import { compileFilter } from '../../core/model/filter/filter.ts';
import type { FilterAst } from '../../core/model/filter/filter.ts';
import { versionKey } from '../../core/model/version-key.ts';
import { possibleOf, valueOf, vouchedOf } from './column.ts';
import type { Column, Entry } from './column.ts';

/** The column of a field path; for a field that no row has, one that is unknown throughout. */
export type ColumnOf = (path: string) => Column;

const FALSE = 0;
const TRUE = 1;
const NEITHER = 2;

/** Asks the filter's own evaluator about every distinct value: a field that reads the entry stands in for the real one. */
function judgeEntries(ast: FilterAst & { readonly field: string }, entries: readonly Entry[]): Uint8Array {
  let current: Entry;
  const standIn = (path: string): Field | undefined => {
    const field = findField(path);
    return (
      field && {
        ...field,
        read: () => valueOf(current),
        readPossible: () => possibleOf(current),
        readVouched: () => vouchedOf(current),
      }
    );
  };
  const test = compileFilter(ast, standIn);
  const row = {} as WorkloadRow;
  return Uint8Array.from(entries, (entry) => {
    current = entry;
    const truth = test(row);
    return truth === undefined ? NEITHER : truth ? TRUE : FALSE;
  });
}

function evaluate(ast: FilterAst, rows: number, columnOf: ColumnOf): Uint8Array {
  switch (ast.type) {
    case 'all':
      return new Uint8Array(rows).fill(TRUE);
    case 'not':
      return evaluate(ast.term, rows, columnOf).map((truth) => (truth === NEITHER ? NEITHER : 1 - truth));
    case 'and':
    case 'or': {
      const decisive = ast.type === 'or' ? TRUE : FALSE;
      const answer = new Uint8Array(rows).fill(1 - decisive);
      for (const term of ast.terms) {
        const truths = evaluate(term, rows, columnOf);
        for (let row = 0; row < rows; row += 1) {
          const truth = truths[row];
          if (truth === decisive) answer[row] = decisive;
          else if (truth === NEITHER && answer[row] !== decisive) answer[row] = NEITHER;
        }
      }
      return answer;
    }
    default: {
      const { entries, codes } = columnOf(ast.field);
      const judged = judgeEntries(ast, entries);
      const answer = new Uint8Array(rows);
      for (let row = 0; row < rows; row += 1) answer[row] = judged[codes[row] ?? 0] ?? NEITHER;
      return answer;
    }
  }
}

export interface Selection {
  /** 1 for rows the filter holds for. */
  readonly mask: Uint8Array;
  readonly total: number;
}

export function select(ast: FilterAst, rows: number, columnOf: ColumnOf): Selection {
  const mask = evaluate(ast, rows, columnOf);
  let total = 0;
  for (let row = 0; row < rows; row += 1) {
    const holds = mask[row] === TRUE ? 1 : 0;
    mask[row] = holds;
    total += holds;
  }
  return { mask, total };
}

const compare = <T extends string | number>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a value is ordered by first: numbers and versions as numbers, all else as text without letter case. */
function sortKey(field: Field, value: FieldValue): number | string {
  if (field.type === 'number') return Number(value);
  const text = String(value);
  if (field.type !== 'version') return text.toLowerCase();
  const key = versionKey(text);
  return Number.isNaN(key) ? -1 : key;
}

interface SortedEntry {
  readonly code: number;
  readonly key: number | string;
  readonly text: string;
}

const byValue = (a: SortedEntry, b: SortedEntry): number => compare(a.key, b.key) || compare(a.text, b.text);

/** Place of each entry among the values, equal ones alike; unknown is past all. */
function ranks(field: Field, entries: readonly Entry[], descending: boolean): Uint32Array {
  const known: SortedEntry[] = [];
  entries.forEach((entry, code) => {
    const value = valueOf(entry);
    if (value !== undefined) known.push({ code, key: sortKey(field, value), text: String(value) });
  });
  known.sort(descending ? (a, b) => byValue(b, a) : byValue);
  const rank = new Uint32Array(entries.length).fill(known.length);
  let current = 0;
  known.forEach((entry, position) => {
    const before = known[position - 1];
    if (before !== undefined && byValue(before, entry) !== 0) current = position;
    rank[entry.code] = current;
  });
  return rank;
}

/**
 * Row numbers in the order of a field's values; unknown values come last in both directions, equal ones in the
 * order of ids. Distinct values are sorted, rows are only counted into place.
 */
export function orderBy(field: Field, column: Column, descending: boolean): Int32Array {
  const { entries, codes } = column;
  const rank = ranks(field, entries, descending);
  const next = new Uint32Array(entries.length + 1);
  for (const code of codes) {
    const after = (rank[code] ?? 0) + 1;
    next[after] = (next[after] ?? 0) + 1;
  }
  for (let at = 1; at < next.length; at += 1) next[at] = (next[at] ?? 0) + (next[at - 1] ?? 0);
  const order = new Int32Array(codes.length);
  codes.forEach((code, row) => {
    const place = rank[code] ?? 0;
    const at = next[place] ?? 0;
    order[at] = row;
    next[place] = at + 1;
  });
  return order;
}

export interface FacetCount {
  /** Null: unknown. */
  readonly value: string | null;
  readonly count: number;
}

/** How many selected rows have each value, most first, unknown last; of a list, each element counts. */
export function facet(column: Column, mask: Uint8Array, most: number): FacetCount[] {
  const perEntry = new Uint32Array(column.entries.length);
  for (let row = 0; row < mask.length; row += 1) {
    if (mask[row] === 1) perEntry[column.codes[row] ?? 0] = (perEntry[column.codes[row] ?? 0] ?? 0) + 1;
  }
  const counts = new Map<string | null, number>();
  perEntry.forEach((count, code) => {
    if (count === 0) return;
    const value = valueOf(column.entries[code]);
    const values = value === undefined ? [null] : typeof value === 'object' ? value : [String(value)];
    for (const each of values) counts.set(each, (counts.get(each) ?? 0) + count);
  });
  const unknown = counts.get(null);
  counts.delete(null);
  const listed: FacetCount[] = [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || compare(String(a.value), String(b.value)))
    .slice(0, most);
  return unknown === undefined ? listed : [...listed, { value: null, count: unknown }];
}
