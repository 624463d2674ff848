/** What a finding rests on, and what is missing, as lines. */

import type { z } from 'zod';
import type { findingSchema } from '../../api/checks.ts';

export type Finding = z.infer<typeof findingSchema>;

export function evidenceText(finding: Finding): string {
  const seen = Object.entries(finding.evidence).map(([name, value]) => `${name} = ${JSON.stringify(value)}`);
  const missing = finding.missing.length === 0 ? [] : [`not known: ${finding.missing.join(', ')}`];
  const error = finding.error === null ? [] : [finding.error];
  return [...missing, ...error, ...seen].join('\n');
}
