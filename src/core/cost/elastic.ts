/** Run price at a site that sells capacity by size: the cheapest size that fits, its disks, and the guest licence. */

import { HOURS_PER_MONTH } from '../model/units.ts';
import { licenceParam } from '../catalog/licensing.ts';
import type { Licensing } from '../catalog/licensing.ts';
import type { Site } from '../policy/site.ts';
import type { Demand } from './demand.ts';
import type { DiskTier, Offer, PriceList, Surcharges } from './price-list.ts';
import { fitSize } from './size-fit.ts';
import type { SizeLimits } from './size-fit.ts';

export interface Quote {
  readonly runUsdPerMonth: number;
  readonly licenceUsdPerMonth: number;
  /** The platform's part of the licences: subscriptions of the hosts, not of the guests. */
  readonly platformUsdPerMonth?: number;
  readonly sku?: string;
  /** Made only when asked for: a large placement quotes millions of times. */
  readonly basis: () => readonly string[];
}

export type QuoteOrUnknown = Quote | { readonly unknown: string } | { readonly noSize: string };

export interface ElasticContext {
  readonly list: PriceList;
  readonly region: string;
  readonly surcharges: Surcharges;
  readonly limits: ReadonlyMap<string, SizeLimits>;
  readonly licensing: Licensing;
}

const DEFAULT_DISK_CLASS = 'premium-ssd';

/** `staying`: the workload runs here already, so its own size is priced when the list has it. */
export function quoteElastic(demand: Demand, site: Site, staying: boolean, context: ElasticContext): QuoteOrUnknown {
  const offers = context.list.regions[context.region];
  if (offers === undefined) return { unknown: `prices of region ${context.region} in list ${context.list.id}` };
  const own = staying ? offers.find((offer) => offer.size === demand.currentSize) : undefined;
  const fit = own === undefined ? fitSize(demand, offers, context.limits) : { offer: own, limitsKnown: true };
  if ('failure' in fit) return { noSize: describeNoSize(demand, context.region) };
  const disks = priceDisks(demand, site, context.surcharges);
  if ('unknown' in disks) return disks;
  const offer = fit.offer;
  const discount = 1 - (site.cost.discountPct ?? 0) / 100;
  const compute = offer.usdPerHour * HOURS_PER_MONTH * discount;
  const licence = guestLicence(demand, site, offer, context);
  return {
    runUsdPerMonth: compute + disks.usdPerMonth,
    licenceUsdPerMonth: licence.usdPerMonth,
    sku: offer.size,
    basis: () => [
      `${offer.size} ${offer.usdPerHour} USD per hour × ${HOURS_PER_MONTH} h` +
        `${discount === 1 ? '' : ` less ${site.cost.discountPct} % (sites.yaml ${site.id}.cost.discountPct)`}: ` +
        `price list ${context.list.id}, region ${context.region}, ${context.list.asOf}${context.list.builtIn ? ', built-in example' : ''}`,
      ...(fit.limitsKnown ? [] : [`disk and interface limits of ${offer.size} are not in catalog/azure-sizes.yaml`]),
      ...disks.basis(),
      ...assumedDisks(demand),
      ...assumedGpus(demand),
      ...licence.basis,
    ],
  };
}

function describeNoSize(demand: Demand, region: string): string {
  const gpu = demand.gpus > 0 ? `, ${demand.gpus} × ${demand.gpuType ?? 'any'} GPU` : '';
  return `no size in ${region} for ${demand.vcpu} vCPU, ${demand.memoryGiB} GiB, ${demand.diskGiB.length} disks, ${demand.nics} interfaces${gpu}`;
}

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

/** The tier a disk is billed as, and how many: a disk above the largest tier is split over several of that tier. */
function tierFor(sizeGiB: number, ladder: readonly DiskTier[], largest: DiskTier): { tier: DiskTier; count: number } {
  if (sizeGiB > largest.sizeGiB) return { tier: largest, count: Math.ceil(sizeGiB / largest.sizeGiB) };
  return { tier: ladder.find((candidate) => candidate.sizeGiB >= sizeGiB) ?? largest, count: 1 };
}

function priceDisks(
  demand: Demand,
  site: Site,
  surcharges: Surcharges,
): { usdPerMonth: number; basis: () => readonly string[] } | { unknown: string } {
  const wanted = site.settings['diskType'] ?? DEFAULT_DISK_CLASS;
  const ladder = surcharges.disks.get(wanted);
  const largest = ladder?.at(-1);
  if (ladder === undefined || largest === undefined) return { unknown: `prices of disk class ${wanted}` };
  let usdPerMonth = 0;
  for (const size of demand.diskGiB) {
    const { tier, count } = tierFor(size, ladder, largest);
    usdPerMonth += count * tier.usdPerMonth;
  }
  const basis = (): readonly string[] => {
    const used = new Map<DiskTier, number>();
    for (const size of demand.diskGiB) {
      const { tier, count } = tierFor(size, ladder, largest);
      used.set(tier, (used.get(tier) ?? 0) + count);
    }
    return [...used].map(
      ([tier, count]) =>
        `${count} × ${tier.tier} ${tier.usdPerMonth} USD per month (catalog/azure-prices.yaml disks, ${tier.asOf}, ${tier.conf}${tier.conf === 'own' ? ': unverified' : ''})`,
    );
  };
  return { usdPerMonth, basis };
}

function guestLicence(
  demand: Demand,
  site: Site,
  offer: Offer,
  context: ElasticContext,
): { usdPerMonth: number; basis: readonly string[] } {
  switch (demand.licence) {
    case 'windows-server': {
      const mode = site.cost.windowsServer ?? 'pay-as-you-go';
      if (mode !== 'pay-as-you-go') {
        const cores = Math.max(licenceParam(context.licensing, 'ahb-vm', 'minCoresPerVm'), offer.vcpu);
        return {
          usdPerMonth: 0,
          basis: [
            `Windows Server ${mode}: ${cores} own core licences with Software Assurance, charged at the Linux rate (licensing.yaml ahb-vm, sites.yaml ${site.id}.cost.windowsServer)`,
          ],
        };
      }
      return {
        usdPerMonth: context.surcharges.windowsUsdPerVcpuHour * offer.vcpu * HOURS_PER_MONTH,
        basis: [`${context.surcharges.windowsBasis} × ${offer.vcpu} vCPU × ${HOURS_PER_MONTH} h`],
      };
    }
    case 'commercial-linux':
      return linuxSubscription(site);
    case 'windows-client':
      return {
        usdPerMonth: 0,
        basis: ['Windows client rights are per user and not priced (licensing.yaml win-client-vm)'],
      };
    case 'windows-unknown':
      return { usdPerMonth: 0, basis: [UNKNOWN_WINDOWS] };
    case 'unknown':
      return { usdPerMonth: 0, basis: ['operating system unknown: no guest licence counted'] };
    case 'none':
      return { usdPerMonth: 0, basis: [] };
  }
}

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
