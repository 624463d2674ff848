/** Run price at a site that sells capacity by size: the cheapest size that fits, its disks, and the guest licence. */

import type { Licensing } from '../catalog/licensing.ts';
import { HOURS_PER_MONTH } from '../model/units.ts';
import type { Site } from '../policy/site.ts';
import { fallbackReason, rateOf } from './commitment.ts';
import type { Commitment, Rate } from './commitment.ts';
import type { Demand, GuestLicence } from './demand.ts';
import { chooseDisk, DEFAULT_DISK_CLASS } from './disk-choice.ts';
import type { DiskChoice } from './disk-choice.ts';
import type { DiskMarket } from './disk-market.ts';
import { guestPrice, rentsWindows, windowsUsdPerHour } from './elastic-guest.ts';
import type { GuestPrice, WindowsRate } from './elastic-guest.ts';
import { createFitIndex } from './fit-index.ts';
import type { Fit, FitIndex } from './fit-index.ts';
import { explainNoSize } from './no-size.ts';
import type { Offer, PriceList } from './price-list.ts';
import { assumedDisks, assumedGpus } from './quote.ts';
import type { QuoteOrUnknown } from './quote.ts';
import { knownOffer, lacks, needOf } from './size-fit.ts';
import type { FitNeed, SizeLimits } from './size-fit.ts';

export interface ElasticContext {
  readonly list: PriceList;
  readonly region: string;
  readonly market: DiskMarket;
  readonly windows: WindowsRate;
  readonly limits: ReadonlyMap<string, SizeLimits>;
  readonly licensing: Licensing;
}

/** What a price is made of, for lines of a total cost and for prices side by side. */
export interface ElasticParts {
  readonly offer: Offer;
  readonly limitsKnown: boolean;
  readonly rate: Rate;
  /** Why the rate is not of the commitment that was asked for. */
  readonly fallback: string | undefined;
  readonly discountPct: number;
  /** In the order of the demand's disks. */
  readonly disks: readonly DiskChoice[];
  readonly guest: GuestPrice;
}

export type PartsOrUnknown = ElasticParts | { readonly unknown: string } | { readonly noSize: string };

export interface ElasticSite {
  /** `staying`: the workload runs here already, so its own size is priced when the list has it. */
  parts(demand: Demand, staying: boolean): PartsOrUnknown;
  quote(demand: Demand, staying: boolean): QuoteOrUnknown;
}

/** Holds what does not change from workload to workload: sizes by price, disks by need. */
export function createElasticSite(site: Site, context: ElasticContext): ElasticSite {
  const { list, region, market } = context;
  const offers = list.regions[region];
  const commitment: Commitment = site.cost.commitment ?? 'pay-as-you-go';
  const discountPct = site.cost.discountPct ?? 0;
  const wantedDisks = site.settings['diskType'] ?? DEFAULT_DISK_CLASS;
  const bySize = new Map(offers?.map((offer) => [offer.size, offer]));
  /** By whether Windows is rented and spot may be used. */
  const indexes: (FitIndex | undefined)[] = [];
  const guests = new Map<GuestLicence, Map<Offer, GuestPrice>>();
  const disks = new Map<string, DiskChoice | { readonly unknown: string }>();

  /** Sizes are compared by what they cost here: commitment, discount and a rented Windows included. */
  function indexFor(demand: Demand): FitIndex {
    const rented = rentsWindows(demand, site);
    const interruptible = demand.interruptible === true;
    const key = (rented ? 1 : 0) | (interruptible ? 2 : 0);
    let found = indexes[key];
    if (found === undefined) {
      const factor = 1 - discountPct / 100;
      found = createFitIndex(
        offers ?? [],
        context.limits,
        (offer) =>
          rateOf(offer, commitment, interruptible).usdPerHour * factor +
          (rented ? windowsUsdPerHour(offer, context.windows) : 0),
      );
      indexes[key] = found;
    }
    return found;
  }

  function diskFor(demand: Demand, at: number): DiskChoice | { readonly unknown: string } {
    const sizeGiB = demand.diskGiB[at] ?? 0;
    const { iops, mibPerSecond } = demand.diskPerformance?.[at] ?? {};
    // Sizes are sorted: the smallest is taken for the system disk, as in most machines.
    const system = at === 0;
    const key = `${sizeGiB} ${iops ?? ''} ${mibPerSecond ?? ''} ${system}`;
    let found = disks.get(key);
    if (found === undefined) {
      disks.set(key, (found = chooseDisk({ sizeGiB, iops, mibPerSecond, system }, wantedDisks, market)));
    }
    return found;
  }

  function guestFor(demand: Demand, offer: Offer): GuestPrice {
    let known = guests.get(demand.licence);
    if (known === undefined) guests.set(demand.licence, (known = new Map()));
    let found = known.get(offer);
    if (found === undefined) {
      known.set(offer, (found = guestPrice(demand, site, offer, { ...context, listId: list.id })));
    }
    return found;
  }

  function fitFor(demand: Demand, staying: boolean, need: FitNeed): Fit | undefined {
    const own = staying && demand.currentSize !== undefined ? bySize.get(demand.currentSize) : undefined;
    return own === undefined ? indexFor(demand).cheapest(need) : { offer: own, limitsKnown: true };
  }

  function parts(demand: Demand, staying: boolean): PartsOrUnknown {
    if (offers === undefined) return { unknown: `prices of region ${region} in list ${list.id}` };
    const chosen: DiskChoice[] = [];
    for (let at = 0; at < demand.diskGiB.length; at += 1) {
      const disk = diskFor(demand, at);
      if ('unknown' in disk) return disk;
      chosen.push(disk);
    }
    const need = needOf(demand, site, attached(chosen));
    const fit = fitFor(demand, staying, need);
    if (fit === undefined) {
      return {
        get noSize() {
          return explainNoSize(need, indexFor(demand).offers, region).text;
        },
      };
    }
    const { offer, limitsKnown } = fit;
    const rate = rateOf(offer, commitment, demand.interruptible);
    const guest = guestFor(demand, offer);
    const fallback = fallbackReason(rate, commitment, offer.size, list.id);
    return { offer, limitsKnown, rate, fallback, discountPct, disks: chosen, guest };
  }

  return {
    parts,
    quote(demand, staying) {
      const found = parts(demand, staying);
      if (!('offer' in found)) return found;
      const compute = found.rate.usdPerHour * HOURS_PER_MONTH * (1 - discountPct / 100);
      let diskUsd = 0;
      for (const { count, usdPerMonth } of found.disks) diskUsd += count * usdPerMonth;
      return {
        runUsdPerMonth: compute + diskUsd,
        licenceUsdPerMonth: found.guest.usdPerMonth,
        sku: found.offer.size,
        basis: () => basisOf(found, demand, site, context),
      };
    },
  };
}

/** Standard classes go to every size, others to some. */
function attached(disks: readonly DiskChoice[]): { count: number; premium: boolean } {
  let count = 0;
  let premium = false;
  for (const disk of disks) {
    count += disk.count;
    premium ||= !disk.class.startsWith('standard-');
  }
  return { count, premium };
}

function basisOf(parts: ElasticParts, demand: Demand, site: Site, { list, region, limits }: ElasticContext): string[] {
  const { offer, rate, fallback, discountPct } = parts;
  const bought = rate.commitment === 'pay-as-you-go' ? '' : `, ${rate.commitment}`;
  const misfit = lacks(needOf(demand, site, attached(parts.disks)), knownOffer(offer, limits));
  return [
    `${offer.size} ${rate.usdPerHour} USD per hour${bought} × ${HOURS_PER_MONTH} h` +
      `${discountPct === 0 ? '' : ` less ${discountPct} % (sites.yaml ${site.id}.cost.discountPct)`}: ` +
      `price list ${list.id}, region ${region}, ${list.asOf}${list.builtIn ? ', built-in example' : ''}`,
    ...(fallback === undefined ? [] : [`${fallback}; pay-as-you-go counted`]),
    ...(parts.limitsKnown ? [] : [`disk and interface limits of ${offer.size} are not in catalog/azure-sizes.yaml`]),
    // Only the size it runs on already is priced without being asked whether it fits.
    ...(misfit.length === 0 ? [] : [`${offer.size} is what it runs on; by its figures it lacks ${misfit.join(', ')}`]),
    ...diskBasis(parts.disks),
    ...(demand.performanceShared === true ? ['disk load is known of the whole machine: shared out by capacity'] : []),
    ...assumedDisks(demand),
    ...assumedGpus(demand),
    ...parts.guest.basis,
  ];
}

function diskBasis(disks: readonly DiskChoice[]): string[] {
  const used = new Map<string, { disk: DiskChoice; count: number }>();
  for (const disk of disks) {
    const key = `${disk.tier} ${disk.remark ?? ''}`;
    const known = used.get(key);
    if (known === undefined) used.set(key, { disk, count: disk.count });
    else known.count += disk.count;
  }
  return [...used.values()].map(
    ({ disk, count }) =>
      `${count} × ${disk.tier} ${disk.usdPerMonth} USD per month (${disk.from}, ${disk.asOf}, ${disk.conf}${disk.conf === 'own' ? ': unverified' : ''})` +
      (disk.remark === undefined ? '' : `: ${disk.remark}`),
  );
}
