/** What a waiver is about, in a line. */

import type { WaiverDocument } from '../../api/waivers.ts';

export function scopeText({ rule, pack, sites, workloads, finding }: WaiverDocument['scope']): string {
  if (finding !== null) {
    return `${finding.ruleId} at ${finding.siteId}${finding.workloadId === null ? '' : ` of ${finding.workloadId}`}`;
  }
  const what = rule ?? `pack ${pack ?? ''}`;
  return [what, sites === null ? '' : `at ${sites.join(', ')}`, workloads === null ? '' : `where ${workloads}`]
    .filter((part) => part !== '')
    .join(' ');
}
