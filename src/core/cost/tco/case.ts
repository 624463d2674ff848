/** What a total cost is made from. */

import type { Catalog } from '../../catalog/catalog.ts';
import type { Workload } from '../../model/workload.ts';
import type { SitesFile } from '../../policy/site.ts';
import type { Demand } from '../demand.ts';
import type { LicensedGuest } from '../licences/guest.ts';
import type { LicenceBook } from '../licences/place.ts';
import type { PriceSources } from '../licences/price.ts';
import type { Pricer } from '../pricing.ts';
import type { TcoSettings } from '../settings.ts';
import type { CostHost } from '../site-hosts.ts';

export interface CaseWorkload {
  readonly workload: Workload;
  readonly guest: LicensedGuest;
  /** Null: CPU, memory or disks are not known; it cannot be priced anywhere. */
  readonly demand: Demand | null;
  readonly siteId: string | null;
  /** The same where it moves, when it takes another size on the way (sites.yaml placement.sizing). Absent: the size it has. */
  readonly moved?: Pick<CaseWorkload, 'guest' | 'demand'>;
}

/** Size and licences at a site: a workload that stays keeps the size it has. */
export const entryAt = (entry: CaseWorkload, siteId: string): Pick<CaseWorkload, 'guest' | 'demand'> =>
  entry.siteId === siteId ? entry : (entry.moved ?? entry);

/** What is licensed at a site: who came from elsewhere is on none of the hosts it had, whatever their names. */
export function guestAt(entry: CaseWorkload, siteId: string): LicensedGuest {
  const { guest } = entryAt(entry, siteId);
  return entry.siteId === siteId ? guest : { ...guest, host: undefined, cluster: undefined };
}

export interface PlannedMove {
  readonly siteId: string;
  /** From 1. The workload runs at the new site from this month on. */
  readonly month: number;
  /** Warnings to fix or accept before. */
  readonly conditions: number;
}

export interface PathPlan {
  readonly id: string;
  readonly title: string;
  /** By workload id. */
  readonly moves: ReadonlyMap<string, PlannedMove>;
  readonly notes: readonly string[];
}

export interface TcoCase {
  /** Day of the answer; the first month is the one after. */
  readonly asOf: string;
  readonly months: number;
  readonly sites: SitesFile;
  readonly settings: TcoSettings;
  readonly catalog: Pick<Catalog, 'host-costs' | 'licensing' | 'azure-prices'>;
  readonly pricer: Pricer;
  readonly book: LicenceBook;
  readonly prices: PriceSources;
  /** Hosts of the inventory by site. */
  readonly hosts: ReadonlyMap<string, readonly CostHost[]>;
  readonly workloads: readonly CaseWorkload[];
  /** The first one is what the others are compared with. */
  readonly paths: readonly PathPlan[];
}

/** The month after a day, as YYYY-MM. */
export function firstMonth(asOf: string): string {
  const year = Number(asOf.slice(0, 4));
  const month = Number(asOf.slice(5, 7));
  return month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, '0')}`;
}

/** First day of the month `number` (from 1) of a path that begins in `from` (YYYY-MM). */
export function dayOfMonth(from: string, number: number): string {
  const total = Number(from.slice(0, 4)) * 12 + Number(from.slice(5, 7)) - 1 + number - 1;
  return `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}-01`;
}

/** The month of a path a day falls in, at least 1. */
export function monthOf(from: string, day: string): number {
  const of = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
  return Math.max(1, of(day) - of(from) + 1);
}
