/** Findings as a table: the same columns in every file that is made of them. */

import type { z } from 'zod';
import type { Sheet } from '../core/cost/tco/workbook/cells.ts';
import { packageOf } from '../core/cost/tco/workbook/package.ts';
import type { findingSchema } from './checks.ts';

type Finding = z.infer<typeof findingSchema>;

interface FindingColumn {
  readonly header: string;
  readonly value: (finding: Finding) => string | number | null | undefined;
  /** Width in characters. */
  readonly width?: number;
}

export const FINDING_COLUMNS: readonly FindingColumn[] = [
  { header: 'state', value: ({ state }) => state },
  { header: 'level', value: ({ level }) => level },
  { header: 'pack', value: ({ packId }) => packId },
  { header: 'pack version', value: ({ packVersion }) => packVersion },
  { header: 'rule', width: 26, value: ({ ruleId }) => ruleId },
  { header: 'reference', value: ({ reference }) => reference },
  { header: 'title', width: 50, value: ({ title }) => title },
  { header: 'site', value: ({ siteId }) => siteId },
  { header: 'workload', width: 26, value: ({ workloadName }) => workloadName },
  { header: 'workload id', value: ({ workloadId }) => workloadId },
  { header: 'affected workloads', value: ({ affectedWorkloads }) => affectedWorkloads },
  { header: 'evidence', width: 50, value: ({ evidence }) => linesOf(evidence, (value) => JSON.stringify(value)) },
  { header: 'evidence from', width: 40, value: ({ evidenceFrom }) => linesOf(evidenceFrom, String) },
  { header: 'missing', value: ({ missing }) => missing.join(', ') },
  { header: 'error', value: ({ error }) => error },
  { header: 'remedy', width: 50, value: ({ remedy }) => remedy },
  { header: 'confidence', value: ({ confidence }) => (confidence === 'own' ? 'unverified' : confidence) },
  { header: 'waiver', value: ({ waiver }) => waiver?.id },
  { header: 'waived until', value: ({ waiver }) => waiver?.expiresOn },
  { header: 'waiver lapsed because', width: 40, value: ({ lapsed }) => lapsed?.reason },
  { header: 'change', value: ({ change }) => change },
  { header: 'since generation', value: ({ since }) => since?.generation },
  { header: 'since', value: ({ since }) => since?.at },
];

const USUAL_WIDTH = 14;

/** One sheet, its header frozen. Holds what a sheet can hold; a longer list is written as CSV. */
export function findingWorkbook(findings: readonly Finding[]): Uint8Array<ArrayBuffer> {
  const sheet: Sheet = {
    name: 'Findings',
    widths: FINDING_COLUMNS.map(({ width }) => width ?? USUAL_WIDTH),
    frozenRows: 1,
    frozenColumns: 0,
    rows: [
      FINDING_COLUMNS.map(({ header }) => ({ text: header, style: 'head' as const })),
      ...findings.map((finding) => FINDING_COLUMNS.map(({ value }) => value(finding) ?? null)),
    ],
  };
  return packageOf([sheet], []);
}

/** Rows of a sheet, without its header. */
export const MOST_SHEET_ROWS = 1_048_575;

const linesOf = <T>(values: Readonly<Record<string, T>>, text: (value: T) => string): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} = ${text(value)}`)
    .join('\n');
