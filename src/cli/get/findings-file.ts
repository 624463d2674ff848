/** Findings as a file: .csv or .xlsx, by its name. */

import { extname } from 'node:path';
import type { z } from 'zod';
import type { findingSchema } from '../../api/checks.ts';
import { FINDING_COLUMNS, findingWorkbook, MOST_SHEET_ROWS } from '../../api/finding-table.ts';
import { failure } from '../../core/errors/registry.ts';
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
  if (items.length > MOST_SHEET_ROWS) {
    throw failure('IST-9001', `${file}: a sheet holds ${MOST_SHEET_ROWS} findings, and there are ${items.length}`, {
      hint: 'Name a .csv file, or ask for a part with --pack, --state or --site.',
    });
  }
  await writeOutFile(file, findingWorkbook(items));
}
