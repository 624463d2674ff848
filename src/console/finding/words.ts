/** States, levels and changes of findings, in the words that pages use. */

import type { WaiverDocument } from '../../api/waivers.ts';
import { countOf } from '../shared/format.ts';
import type { Finding } from './evidence-text.ts';

export const FINDING_STATES = ['violated', 'unknown', 'waived'] as const;
export const FINDING_LEVELS = ['must', 'should', 'warn'] as const;

export const CHANGE_TITLES = {
  new: 'new',
  open: 'still open',
  reopened: 're-opened',
  waived: 'waived',
  resolved: 'resolved',
} as const;

/** The engine writes "*" for what holds at any site. */
export const siteText = (siteId: string): string => (siteId === '*' ? 'any site' : siteId);

export const wholeSite = ({ affectedWorkloads }: Pick<Finding, 'affectedWorkloads'>): string =>
  affectedWorkloads === null ? 'whole site' : `whole site, ${countOf(affectedWorkloads, 'workload')}`;

/** What a waiver is about, in a line. */
export function scopeText({ rule, pack, sites, workloads, finding }: WaiverDocument['scope']): string {
  if (finding !== null) return `the finding of ${finding.ruleId} at ${siteText(finding.siteId)}`;
  const place = sites === null ? '' : ` at ${sites.join(', ')}`;
  return `${rule ?? `every rule of ${pack ?? ''}`}${place}${workloads === null ? '' : `, workloads with ${workloads}`}`;
}

export function leftText(daysLeft: number): string {
  if (daysLeft < 0) return 'over';
  return daysLeft === 0 ? 'ends today' : `${countOf(daysLeft, 'day')} left`;
}
