/** A price for running one workload at one place, and what was taken for granted in it. */

import type { Site } from '../policy/site.ts';
import type { Demand } from './demand.ts';

export interface Quote {
  readonly runUsdPerMonth: number;
  readonly licenceUsdPerMonth: number;
  /** The platform's part of the licences: subscriptions of the hosts, not of the guests. */
  readonly platformUsdPerMonth?: number;
  readonly sku?: string;
  /** Made only when asked for: a large placement quotes millions of times. */
  readonly basis: () => readonly string[];
}

/** `noSize` says in words what is lacking; it is worked out when it is read. */
export type QuoteOrUnknown = Quote | { readonly unknown: string } | { readonly noSize: string };

/** What was taken for granted about disks, in words. */
export function assumedDisks(demand: Demand): readonly string[] {
  if (!demand.diskLayoutAssumed) return [];
  return [
    demand.diskGiB.length === 0
      ? 'volumes unknown: none counted'
      : 'disk layout unknown: priced as one disk of the total size',
  ];
}

/** What was taken for granted about GPUs, in words. */
export function assumedGpus(demand: Demand): readonly string[] {
  return demand.gpuCountUnknown ? ['GPUs unknown: one is attached, none counted'] : [];
}

/** What the licence part says of a Windows that may be a server or a client. */
export const UNKNOWN_WINDOWS = 'Windows, not known whether server or client: no guest licence counted';

/** RHEL and SLES have no public list price: they are counted when sites.yaml gives one, and named when it does not. */
export function linuxSubscription(site: Site): { usdPerMonth: number; basis: readonly string[] } {
  const price = site.cost.linuxSubscriptionUsdPerVmMonth;
  return price === undefined
    ? {
        usdPerMonth: 0,
        basis: [
          `Linux subscription not priced: no public list price; set sites.yaml ${site.id}.cost.linuxSubscriptionUsdPerVmMonth`,
        ],
      }
    : {
        usdPerMonth: price,
        basis: [
          `Linux subscription ${price} USD per month (sites.yaml ${site.id}.cost.linuxSubscriptionUsdPerVmMonth)`,
        ],
      };
}
