/** Columns without borders, as kubectl prints them. */

import type { Column, Listing } from './columns.ts';

const GAP = '   ';

export function table<T>(listing: Listing<T>, wide: boolean): string {
  const columns = listing.columns.filter((column) => wide || column.wide !== true);
  const rows = listing.items.map((item) => columns.map((column) => cell(column, item)));
  const widths = columns.map((column, index) =>
    Math.max(width(column.header), ...rows.map((row) => width(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((text, index) => pad(text, widths[index] ?? 0, columns[index]?.align))
      .join(GAP)
      .trimEnd();
  return [line(columns.map((column) => column.header)), ...rows.map(line)].map((text) => `${text}\n`).join('');
}

function cell<T>(column: Column<T>, item: T): string {
  const value = column.value(item);
  if (value === null || value === undefined || value === '') return '-';
  // Control characters in a machine's name must not reach the terminal.
  return String(value).replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}

function pad(text: string, to: number, align: 'right' | undefined): string {
  const space = ' '.repeat(Math.max(0, to - width(text)));
  return align === 'right' ? space + text : text + space;
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u;

/** Columns a text takes on a terminal: East Asian wide characters take two. */
function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of segmenter.segment(text)) columns += WIDE.test(segment) ? 2 : 1;
  return columns;
}
