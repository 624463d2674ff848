/** One workload at every site and for every way to buy there: low, likely and high, side by side, and what suits it best. */

import type { Workload } from '../model/workload.ts';
import { HOURS_PER_MONTH } from '../model/units.ts';
import type { Site } from '../policy/site.ts';
import { COMMITMENTS, yearsBound } from './commitment.ts';
import type { Commitment } from './commitment.ts';
import { demandOf } from './demand.ts';
import type { Demand } from './demand.ts';
import { missingText } from './missing-fact.ts';
import { elasticRanges, ownedRanges, sumOfRanges } from './price-ranges.ts';
import type { Pricer } from './pricing.ts';
import type { Range } from './range.ts';
import type { Spread } from './uncertainty.ts';

export interface SitePrice {
  readonly siteId: string;
  /** 'own-hardware' where nothing is bought by the hour. */
  readonly commitment: Commitment | 'own-hardware';
  readonly staying: boolean;
  /** A month, run and guest licence. Null: `why` says what is missing. */
  readonly usdPerMonth: Range | null;
  readonly sku: string | null;
  readonly why: string | null;
  /** Hours a month from which this commitment is cheaper than paying by the hour; null where that question is none. */
  readonly paysFromHours: number | null;
  readonly basis: readonly string[];
}

export interface Suggestion {
  readonly siteId: string;
  readonly commitment: Commitment;
  readonly because: string;
}

export interface SideBySide {
  readonly prices: readonly SitePrice[];
  /** One for each site that sells by size and has a price. */
  readonly suggestions: readonly Suggestion[];
}

export interface SideBySideRequest {
  readonly workload: Workload;
  readonly sites: readonly Site[];
  readonly currentSiteId?: string | undefined;
  readonly pricer: Pricer;
  readonly spread: Spread;
  readonly today?: string;
}

export function priceSideBySide(request: SideBySideRequest): SideBySide {
  const demand = demandOf(request.workload);
  const prices: SitePrice[] = [];
  const suggestions: Suggestion[] = [];
  for (const site of request.sites) {
    const staying = site.id === request.currentSiteId;
    if (request.pricer.sold(site) === undefined) {
      prices.push(ownedPrice(request, site, demand, staying));
      continue;
    }
    const options = COMMITMENTS.flatMap((commitment) => boughtPrice(request, site, demand, staying, commitment));
    prices.push(...options);
    const best = suggestFor(request.workload, options);
    if (best !== undefined) suggestions.push(best);
  }
  return { prices, suggestions };
}

type Asked = Demand | { readonly unknown: string };
const NO_PRICE = { usdPerMonth: null, sku: null, paysFromHours: null, basis: [] } as const;

function ownedPrice({ pricer, spread }: SideBySideRequest, site: Site, demand: Asked, staying: boolean): SitePrice {
  const head = { siteId: site.id, commitment: 'own-hardware', staying } as const;
  const quote = 'unknown' in demand ? demand : pricer.quote(demand, site, staying);
  if (!('runUsdPerMonth' in quote)) {
    return { ...head, ...NO_PRICE, why: 'unknown' in quote ? missingText(quote.unknown) : quote.noSize };
  }
  const assumed = pricer.assumptions(site).length > 0;
  const licence = 'unknown' in demand ? 'unknown' : demand.licence;
  const range = sumOfRanges(ownedRanges(quote, licence, assumed, spread));
  return { ...head, usdPerMonth: range, sku: null, why: null, paysFromHours: null, basis: quote.basis() };
}

/** Nothing where the list has no such price, or the workload may not be interrupted: pay-as-you-go is there already. */
function boughtPrice(
  request: SideBySideRequest,
  site: Site,
  demand: Asked,
  staying: boolean,
  commitment: Commitment,
): readonly SitePrice[] {
  const { pricer, spread, today } = request;
  const head = { siteId: site.id, commitment, staying } as const;
  const first = commitment === 'pay-as-you-go';
  const sold = pricer.sold(site, commitment);
  if (sold === undefined || 'unknown' in sold || 'unknown' in demand) {
    const why =
      'unknown' in demand ? missingText(demand.unknown) : sold !== undefined && 'unknown' in sold ? sold.unknown : '';
    return first ? [{ ...head, ...NO_PRICE, why }] : [];
  }
  const parts = sold.parts(demand, staying);
  if (!('offer' in parts)) {
    return first ? [{ ...head, ...NO_PRICE, why: 'unknown' in parts ? parts.unknown : parts.noSize }] : [];
  }
  if (parts.rate.fallback !== undefined) return first ? [] : [{ ...head, ...NO_PRICE, why: parts.fallback ?? null }];
  const quote = sold.quote(demand, staying);
  return [
    {
      ...head,
      usdPerMonth: sumOfRanges(elasticRanges(parts, sold, site, spread, today)),
      sku: parts.offer.size,
      why: null,
      paysFromHours:
        yearsBound(commitment) === 0
          ? null
          : Math.min(HOURS_PER_MONTH, (parts.rate.usdPerHour / parts.offer.usdPerHour) * HOURS_PER_MONTH),
      basis: 'runUsdPerMonth' in quote ? quote.basis() : [],
    },
  ];
}

/**
 * Commit for what runs all the time, pay by the hour for what is off, spot for what may be taken away. Where nobody
 * knows whether it runs, nothing is committed to.
 */
function suggestFor({ facts }: Workload, options: readonly SitePrice[]): Suggestion | undefined {
  const priced = options.flatMap((option) =>
    option.usdPerMonth === null || option.commitment === 'own-hardware'
      ? []
      : [
          {
            siteId: option.siteId,
            commitment: option.commitment,
            usd: option.usdPerMonth.likely,
            from: option.paysFromHours,
          },
        ],
  );
  const cheapest = (allowed: (commitment: Commitment) => boolean): (typeof priced)[number] | undefined =>
    priced.filter(({ commitment }) => allowed(commitment)).sort((a, b) => a.usd - b.usd)[0];
  const byTheHour = cheapest((commitment) => commitment === 'pay-as-you-go');
  if (byTheHour === undefined) return undefined;
  const { siteId } = byTheHour;
  const say = (commitment: Commitment, because: string): Suggestion => ({ siteId, commitment, because });
  const spot = facts.interruptible === true ? cheapest((commitment) => commitment === 'spot') : undefined;
  if (spot !== undefined) return say('spot', 'it may be interrupted');
  if (facts.powerState === undefined) return say('pay-as-you-go', 'not known whether it runs: nothing to commit to');
  if (facts.powerState !== 'on')
    return say('pay-as-you-go', `it is ${facts.powerState}: hours that are not used cost nothing`);
  const best = cheapest((commitment) => commitment !== 'spot');
  if (best === undefined || best.commitment === 'pay-as-you-go')
    return say('pay-as-you-go', 'no commitment with a price is cheaper');
  const hours = Math.round(best.from ?? 0);
  return say(best.commitment, `it runs; cheaper than by the hour from ${hours} of ${HOURS_PER_MONTH} hours a month on`);
}
