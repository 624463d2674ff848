/** Everything that is not well, as CSV inside the file: the tables of the page name the first machines only. */

import type { EvidencePackData } from './pack-data.ts';
import { placeName, valueText } from './pack-text.ts';

/** Rows beyond this would make the file too large to hand over. */
const MOST_ROWS = 20_000;

export interface PackCsv {
  readonly text: string;
  readonly rows: number;
  /** Rows that are not in it. */
  readonly left: number;
}

const HEAD = [
  'requirement',
  'reference',
  'level',
  'state',
  'site',
  'workload',
  'workload_id',
  'waiver',
  'evidence',
  'missing',
];

export function packCsv({ requirements }: EvidencePackData): PackCsv {
  const lines: string[] = [HEAD.join(',')];
  let all = 0;
  for (const { rule, groups } of requirements) {
    const { ruleId, reference, level } = rule.requirement;
    for (const group of groups) {
      if (group.state === 'satisfied') continue;
      const evidence = Object.entries(group.evidence).map(([name, value]) => `${name} = ${valueText(value)}`);
      for (const { id, name } of group.workloads) {
        all += 1;
        if (all > MOST_ROWS) continue;
        const cells = [
          ruleId,
          reference,
          level,
          group.state,
          placeName(group),
          name,
          id,
          group.waiver?.id ?? '',
          evidence.join('; '),
          group.missing.join(' '),
        ];
        lines.push(cells.map(cell).join(','));
      }
    }
  }
  return {
    text: lines.map((line) => `${line}\r\n`).join(''),
    rows: Math.min(all, MOST_ROWS),
    left: Math.max(0, all - MOST_ROWS),
  };
}

/** What a spreadsheet would run as a formula gets an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
