/** RFC 4180. Cells that a spreadsheet would run as a formula are prefixed with an apostrophe. */

import type { Listing } from './columns.ts';

export function csv<T>(listing: Listing<T>): string {
  const columns = listing.csvColumns ?? listing.columns.map((column) => column.raw ?? column);
  const lines = [
    columns.map((column) => quote(column.header.toLowerCase().replaceAll(' ', '_'))).join(','),
    ...listing.items.map((item) => columns.map((column) => quote(column.value(item))).join(',')),
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

function quote(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
