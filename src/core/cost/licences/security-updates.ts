/** Extended security updates of Windows Server and SQL Server after the end of support. */

import type { TargetId } from '../../assess/verdict.ts';
import type { LicenceTerms } from './terms.ts';

type Terms = Pick<LicenceTerms, 'updates'>;

const FREE_AT: ReadonlySet<TargetId> = new Set(['azure-vm', 'azure-local']);

/** Rule esu-azure: whether updates cost nothing for a machine that runs at such a place. */
export const updatesAreFree = (target: TargetId): boolean => FREE_AT.has(target);

/**
 * Rule esu-length: which year of updates a day falls in, 1 for the first after `supportEnd`; 0: still supported;
 * null: no updates are sold any more. Days as YYYY-MM-DD; the last day of support is included in it.
 */
export function updateYear(supportEnd: string, day: string, { updates }: Terms): number | null {
  if (day <= supportEnd) return 0;
  let year = Number(day.slice(0, 4)) - Number(supportEnd.slice(0, 4));
  const anniversary = day.slice(5) > supportEnd.slice(5);
  if (anniversary) year += 1;
  return year > updates.years ? null : year;
}

/** Rule esu-price: share of the licence price that one year of updates costs. `year` from 1. */
export const updateYearPct = (year: number, { updates }: Terms): number => updates.pctByYear[year - 1] ?? 0;

/** Rule esu-price: US dollars for one year. */
export const updateYearUsd = (year: number, licenceUsd: number, terms: Terms): number =>
  (updateYearPct(year, terms) / 100) * licenceUsd;

/** Rule esu-arc: outside Azure the year is billed in months; delivery through Arc does not make it free. */
export const updateMonthThroughArcUsd = (yearUsd: number): number => yearUsd / 12;
