/** Reads whole tables and keeps temporary files, for tests. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_LIMITS } from './limits.ts';
import type { FormatLimits } from './limits.ts';
import { serialToIso } from './serial-date.ts';
import { StringPool } from './string-pool.ts';
import type { TablePart } from './table.ts';
import { openWorkbook } from './xlsx/workbook.ts';
import { ZipArchive } from './zip/archive.ts';

export type Value = string | number | boolean | null;

/** Runs `use` with the path of a file that has these bytes, in a folder of its own that is removed afterwards. */
export async function withFile<T>(
  bytes: Uint8Array | string,
  use: (path: string) => Promise<T>,
  name = 'file',
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'isthmus-formats-'));
  try {
    const path = join(folder, name);
    await writeFile(path, bytes);
    return await use(path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Every row of a table, header first, as values; dates as ISO text. */
export async function rowsOf(part: TablePart, pool: StringPool): Promise<{ numbers: number[]; rows: Value[][] }> {
  const rows: Value[][] = [];
  const numbers: number[] = [];
  await part.read({
    header(cells, rowNumber) {
      rows.push(cells.map((cell) => cell ?? null));
      numbers.push(rowNumber);
      return cells.map((_, column) => column);
    },
    row(row) {
      numbers.push(row.rowNumber);
      const width = rows[0]?.length ?? 0;
      rows.push(
        Array.from({ length: width }, (_, slot) => {
          const kind = row.kind(slot);
          if (kind === 'empty') return null;
          if (kind === 'string' || kind === 'error') return pool.text(row.stringId(slot));
          if (kind === 'boolean') return row.number(slot) === 1;
          return kind === 'date' ? (serialToIso(row.number(slot), part.date1904) ?? null) : row.number(slot);
        }),
      );
    },
  });
  return { numbers, rows };
}

/** All sheets of a workbook by name. */
export async function readWorkbook(
  bytes: Uint8Array,
  limits: FormatLimits = DEFAULT_LIMITS,
): Promise<Record<string, { numbers: number[]; rows: Value[][] }>> {
  return withFile(bytes, async (path) => {
    const archive = await ZipArchive.open(path, limits);
    try {
      const pool = new StringPool(limits);
      const sheets: Record<string, { numbers: number[]; rows: Value[][] }> = {};
      for (const part of await openWorkbook(archive, pool, limits)) sheets[part.name] = await rowsOf(part, pool);
      return sheets;
    } finally {
      await archive.close();
    }
  });
}
