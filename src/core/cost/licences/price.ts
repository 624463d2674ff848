/** What one unit of a product costs: what sites.yaml says, else the catalogue's list price, else a question. */

import type { HostCosts } from '../../catalog/host-costs.ts';
import type { Licensing } from '../../catalog/licensing.ts';
import { cite } from '../../catalog/provenance.ts';
import type { Range } from '../range.ts';
import type { LicenceSettings } from '../settings.ts';
import { spreadBy } from '../uncertainty.ts';
import type { Spread } from '../uncertainty.ts';
import { productOf } from './products.ts';
import type { LicenceProductId } from './products.ts';

export interface UnitPrice {
  readonly usd: Range;
  readonly source: string;
  readonly asOf: string;
  readonly unverified: boolean;
  /** By sites.yaml: what counts, sure or not. */
  readonly isGiven: boolean;
}

export interface PriceSources {
  readonly settings: LicenceSettings;
  readonly licensing: Licensing;
  readonly costs: HostCosts;
  readonly spread: Spread;
}

/** The question a missing price is answered by: a line for sites.yaml. */
export const askPrice = (product: LicenceProductId): string =>
  `sites.yaml licences.prices: {product: ${product}, usd: …} per ${productOf(product).unit}${
    productOf(product).per === 'once' ? '' : ` and ${productOf(product).per}`
  }`;

/**
 * Two list prices of one product that disagree make the range as wide as both. Virtualisation platforms without a
 * price fall back to the assumption of catalog/host-costs.yaml, which is unverified.
 */
export function unitPrice(product: LicenceProductId, sources: PriceSources): UnitPrice | null {
  const { settings, licensing, costs, spread } = sources;
  const own = settings.prices.findLast((entry) => entry.product === product);
  if (own !== undefined) {
    const range = spreadBy(own.usd, 'given', spread);
    return {
      usd: { low: own.lowUsd ?? range.low, likely: own.usd, high: own.highUsd ?? range.high },
      source: `sites.yaml licences.prices ${product}, ${own.source ?? 'no source given'}${own.asOf === undefined ? ', no date given' : ''}`,
      asOf: own.asOf ?? '',
      unverified: own.source === undefined || own.asOf === undefined,
      isGiven: true,
    };
  }
  const { list } = productOf(product);
  if (list !== undefined) {
    const records = licensing.listPrices.filter((entry) => entry.product === list.product);
    const best = records.find(({ conf }) => conf !== 'own') ?? records[0];
    if (best === undefined) return null;
    const ranges = [
      spreadBy(best.price / list.units, best.conf, spread),
      ...records.map(({ price }) => ({ low: price / list.units, likely: price, high: price / list.units })),
    ];
    return {
      usd: {
        low: Math.min(...ranges.map(({ low }) => low)),
        likely: best.price / list.units,
        high: Math.max(...ranges.map(({ high }) => high)),
      },
      source: `licensing.yaml listPrices ${best.product} per ${best.unit}: ${cite(best)}`,
      asOf: best.asOf,
      unverified: best.conf === 'own',
      isGiven: false,
    };
  }
  if (product !== 'vmware-vcf') return null;
  const assumed = costs.platforms.find(({ platform }) => platform === 'vsphere');
  return assumed === undefined
    ? null
    : {
        usd: spreadBy(assumed.usdPerCoreMonth * 12, assumed.conf, spread),
        source: `host-costs.yaml platforms vsphere: ${cite(assumed)}`,
        asOf: assumed.asOf,
        unverified: true,
        isGiven: false,
      };
}

/** Whether its unit has a price that counts before any other way to price the same: given, or listed and verified. */
export function isPricedByUnit(product: LicenceProductId, sources: PriceSources): boolean {
  const price = unitPrice(product, sources);
  return price !== null && (price.isGiven || !price.unverified);
}
