/** The matrix as CSV, as it is shown. */

import type { ControlMatrixDocument } from '../../api/controls.ts';
import { columnTitle } from './words.tsx';

const cellText = (value: string | number | null): string => {
  const text = value === null ? '' : String(value);
  // A spreadsheet would take a text that begins like a formula for one.
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

export function csvOf({ items, columns, by }: ControlMatrixDocument): string {
  const head = [
    'framework',
    'control',
    'state',
    'satisfied on',
    'conflicts',
    'checks',
    'checks answered',
    'newest',
    ...columns.flatMap(({ id }) => [columnTitle(id, by), `${columnTitle(id, by)}: satisfied on`]),
  ];
  const rows = items.map((row) => [
    row.framework,
    row.control,
    row.state,
    row.basis,
    row.conflicts,
    row.checks.map(({ id }) => id).join(' '),
    row.checks.filter(({ answered }) => answered).length,
    row.newest,
    ...columns.flatMap(({ id }) => {
      const cell = row.cells.find(({ column }) => column === id);
      return [cell?.state ?? 'unknown', cell?.basis ?? null];
    }),
  ]);
  return [head, ...rows].map((cells) => `${cells.map((cell) => cellText(cell)).join(',')}\r\n`).join('');
}

export function saveText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
