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
    'conflicts',
    'checks',
    'newest',
    ...columns.map(({ id }) => columnTitle(id, by)),
  ];
  const rows = items.map((row) => [
    row.framework,
    row.control,
    row.state,
    row.conflicts,
    row.checks.map(({ id }) => id).join(' '),
    row.newest,
    ...columns.map(({ id }) => row.cells.find(({ column }) => column === id)?.state ?? 'unknown'),
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
