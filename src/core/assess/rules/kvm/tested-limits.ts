/** What vendors of KVM hosts support for one machine. They differ, so a machine within one figure may be past another. */

import type { Catalog } from '../../../catalog/catalog.ts';
import { atMost } from '../../limits.ts';
import { fail, pass } from '../../verdict.ts';
import type { Verdict } from '../../verdict.ts';

/** Fails past any vendor's figure, and names each that is passed. `what` names the value with its unit: "vCPU". */
export function withinTested(catalog: Catalog, limit: 'vcpu' | 'memoryGiB', value: number, what: string): Verdict {
  const past = catalog['guest-support'].platformLimits
    .filter((row) => row.target === 'kvm' && row.limit === limit && row.kind === 'tested')
    .flatMap((row) => {
      const verdict = atMost(value, what, row);
      return verdict.outcome === 'fail' ? [`${row.note ?? row.id}: ${verdict.evidence}`] : [];
    });
  return past.length === 0 ? pass : fail(past.join(' '));
}
