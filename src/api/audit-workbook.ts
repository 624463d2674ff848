/** An auditor's tables as a workbook: one sheet each, the header frozen. */

import type { Sheet } from '../core/cost/tco/workbook/cells.ts';
import { packageOf } from '../core/cost/tco/workbook/package.ts';
import type { AuditTablesDocument } from './evidence-exports.ts';

const NAMES = {
  findings: 'Findings',
  controls: 'Controls',
  waivers: 'Waivers',
  provenance: 'Provenance',
} as const;

/** Holds what a sheet can hold; longer tables are written as CSV. */
export function auditWorkbook({ tables }: AuditTablesDocument): Uint8Array<ArrayBuffer> {
  const sheets = tables.map(({ id, columns, rows }): Sheet => ({
    name: NAMES[id],
    widths: columns.map(({ width }) => width),
    frozenRows: 1,
    frozenColumns: 0,
    rows: [columns.map(({ header }) => ({ text: header, style: 'head' as const })), ...rows],
  }));
  return packageOf(sheets, []);
}
