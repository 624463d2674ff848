/** Reads the CSV that "Get-SCVirtualMachine | Export-Csv" or "Get-VM | Export-Csv" writes: one row, one machine. */

import { csvPart } from '../../formats/csv/csv.ts';
import { DEFAULT_LIMITS } from '../../formats/limits.ts';
import { StringPool } from '../../formats/string-pool.ts';
import type { TableConsumer, TableRow } from '../../formats/table.ts';
import type { Fields } from '../json-fields.ts';

const SIGNS = [
  ['Name', 'CPUCount', 'Memory'],
  ['Name', 'ProcessorCount', 'MemoryStartup'],
];

/** Whether a text is such a table and no JSON. */
export const looksLikeCsv = (text: string): boolean => /^\s*(#TYPE |"?\w+"?[,;]"?\w+)/.test(text.slice(0, 400));

/** Rows as objects by their headers; undefined when no header row names a machine and its size. */
export async function readCsvRows(text: string, name: string, signal?: AbortSignal): Promise<Fields[] | undefined> {
  const rows: Fields[] = [];
  let headers: readonly string[] | undefined;
  const pool = new StringPool(DEFAULT_LIMITS);
  const consumer: TableConsumer = {
    header(cells) {
      const filled = cells.flatMap((cell, column) => (cell === undefined ? [] : [{ cell, column }]));
      const names = filled.map(({ cell }) => cell);
      if (!SIGNS.some((sign) => sign.every((header) => names.includes(header)))) return undefined;
      headers = names;
      return filled.map(({ column }) => column);
    },
    row(row: TableRow) {
      const texts = (headers ?? []).map((header, slot) => {
        return [header, row.kind(slot) === 'empty' ? undefined : pool.text(row.stringId(slot)).trim()] as const;
      });
      rows.push(Object.fromEntries(texts.filter(([, cell]) => cell !== undefined && cell !== '')));
    },
  };
  const bytes = async function* (): AsyncGenerator<Buffer> {
    await Promise.resolve();
    yield Buffer.from(text, 'utf8');
  };
  await csvPart(name, bytes, pool, DEFAULT_LIMITS).read(consumer, signal);
  return headers === undefined ? undefined : rows;
}
