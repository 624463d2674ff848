/** A column of many rows and what a few of them say instead: how a generation's columns follow from the one before. */

import type { FieldValue } from '../../core/model/field.ts';
import type { Codes, Column, Entry } from './column.ts';
import { codesFor, entryKey } from './column.ts';

/** Where each row of the result comes from. */
export interface Overlay {
  /** At or above zero: that row of the base; below: row -1 - n of the changed ones. In the order of ids. */
  readonly places: Int32Array;
}

export function idsIn(column: Column | undefined): readonly string[] {
  return column === undefined ? [] : Array.from(column.codes, (code) => column.entries[code] as FieldValue as string);
}

/**
 * @param base ids in ascending order.
 * @param changed ids in ascending order: rows that are other than in the base, or not in it.
 * @param removed ids of the base that are gone.
 */
export function overlayOf(base: readonly string[], changed: readonly string[], removed: Iterable<string>): Overlay {
  const gone = new Set(removed);
  const places = new Int32Array(base.length + changed.length);
  let count = 0;
  let next = 0;
  base.forEach((id, row) => {
    while (next < changed.length && (changed[next] ?? '') < id) places[count++] = -1 - next++;
    if (changed[next] === id) places[count++] = -1 - next++;
    else if (!gone.has(id)) places[count++] = row;
  });
  while (next < changed.length) places[count++] = -1 - next++;
  return { places: places.slice(0, count) };
}

/** Up to this many different values are told apart when rows are laid over: more are mostly different ones anyway. */
const MOST_COMPARED = 4096;

/** Rows that neither column speaks of are unknown. */
export function overlaid({ places }: Overlay, base: Column | undefined, changed: Column | undefined): Column {
  const { entries, recode } = joined(base?.entries ?? [undefined], changed?.entries ?? [undefined]);
  const codes = codesFor(entries.length, places.length);
  const [old, now] = [base?.codes, changed?.codes];
  for (let row = 0; row < places.length; row += 1) {
    const place = places[row] ?? 0;
    codes[row] = place >= 0 ? (old?.[place] ?? 0) : (recode[now?.[-1 - place] ?? 0] ?? 0);
  }
  return { entries, codes };
}

function joined(
  base: readonly Entry[],
  changed: readonly Entry[],
): { readonly entries: readonly Entry[]; readonly recode: readonly number[] } {
  if (changed.length <= 1) return { entries: base, recode: [0] };
  const entries = base.slice();
  const known = base.length <= MOST_COMPARED ? new Map(base.map((entry, code) => [entryKey(entry), code])) : undefined;
  const recode = changed.map((entry, code) => {
    if (code === 0) return 0;
    const found = known?.get(entryKey(entry));
    if (found !== undefined) return found;
    const added = entries.push(entry) - 1;
    known?.set(entryKey(entry), added);
    return added;
  });
  return { entries, recode };
}

/** The same values without entries that no row has. */
export function compacted({ entries, codes }: Column): Column {
  const used = new Uint8Array(entries.length);
  for (const code of codes) used[code] = 1;
  const kept: Entry[] = [undefined];
  const recode = Uint32Array.from(entries, (entry, code) =>
    code === 0 || used[code] !== 1 ? 0 : kept.push(entry) - 1,
  );
  if (kept.length === entries.length) return { entries, codes };
  const fewer: Codes = codesFor(kept.length, codes.length);
  for (let row = 0; row < codes.length; row += 1) fewer[row] = recode[codes[row] ?? 0] ?? 0;
  return { entries: kept, codes: fewer };
}
