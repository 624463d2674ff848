/** Findings as a table: the same columns in every file that is made of them. */

import type { z } from 'zod';
import type { CellValue } from '../core/report/workbook-files.ts';
import type { findingSchema } from './checks.ts';

type Finding = z.infer<typeof findingSchema>;

interface FindingColumn {
  readonly header: string;
  readonly value: (finding: Finding) => CellValue;
}

export const FINDING_COLUMNS: readonly FindingColumn[] = [
  { header: 'state', value: ({ state }) => state },
  { header: 'level', value: ({ level }) => level },
  { header: 'pack', value: ({ packId }) => packId },
  { header: 'pack version', value: ({ packVersion }) => packVersion },
  { header: 'rule', value: ({ ruleId }) => ruleId },
  { header: 'reference', value: ({ reference }) => reference },
  { header: 'title', value: ({ title }) => title },
  { header: 'site', value: ({ siteId }) => siteId },
  { header: 'workload', value: ({ workloadName }) => workloadName },
  { header: 'workload id', value: ({ workloadId }) => workloadId },
  { header: 'affected workloads', value: ({ affectedWorkloads }) => affectedWorkloads },
  { header: 'evidence', value: ({ evidence }) => linesOf(evidence, (value) => JSON.stringify(value)) },
  { header: 'evidence from', value: ({ evidenceFrom }) => linesOf(evidenceFrom, String) },
  { header: 'missing', value: ({ missing }) => missing.join(', ') },
  { header: 'error', value: ({ error }) => error },
  { header: 'remedy', value: ({ remedy }) => remedy },
  { header: 'confidence', value: ({ confidence }) => (confidence === 'own' ? 'unverified' : confidence) },
  { header: 'waiver', value: ({ waiver }) => waiver?.id },
  { header: 'waived until', value: ({ waiver }) => waiver?.expiresOn },
  { header: 'waiver lapsed because', value: ({ lapsed }) => lapsed?.reason },
  { header: 'change', value: ({ change }) => change },
  { header: 'since generation', value: ({ since }) => since?.generation },
  { header: 'since', value: ({ since }) => since?.at },
];

const linesOf = <T>(values: Readonly<Record<string, T>>, text: (value: T) => string): string =>
  Object.entries(values)
    .map(([name, value]) => `${name} = ${text(value)}`)
    .join('\n');
