/** Findings as a file: .csv or .xlsx, by its name. */

import { extname } from 'node:path';
import type { z } from 'zod';
import type { findingSchema } from '../../api/checks.ts';
import { FINDING_COLUMNS } from '../../api/finding-table.ts';
import { failure } from '../../core/errors/registry.ts';
import { workbookFiles } from '../../core/report/workbook-files.ts';
import { csv } from '../output/csv.ts';
import { checkOutFile, writeOutFile } from '../output/out-file.ts';

type Finding = z.infer<typeof findingSchema>;

/** Throws IST-9001 for another kind of file, or one that cannot be written: asked before findings are read. */
export async function checkFindingsFile(file: string): Promise<void> {
  if (!['.csv', '.xlsx'].includes(extname(file).toLowerCase())) {
    throw failure('IST-9001', `${file}: findings are written as .csv or .xlsx`, { hint: 'Name a file that ends so.' });
  }
  await checkOutFile(file);
}

export async function writeFindings(file: string, items: readonly Finding[]): Promise<void> {
  if (extname(file).toLowerCase() === '.csv') {
    return writeOutFile(file, csv({ noun: 'finding', items, columns: FINDING_COLUMNS, name: (row) => row.ruleId }));
  }
  const { strToU8, zipSync } = await import('fflate');
  const sheet = {
    name: 'Findings',
    header: FINDING_COLUMNS.map(({ header }) => header),
    rows: items.map((item) => FINDING_COLUMNS.map(({ value }) => value(item))),
  };
  const files = Object.entries(workbookFiles([sheet])).map(([name, text]) => [name, strToU8(text)] as const);
  await writeOutFile(file, zipSync(Object.fromEntries(files)));
}
