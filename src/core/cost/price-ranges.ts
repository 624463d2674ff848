/** How far one workload's price at one site may be off, the same in prices side by side and in a total cost. */

import type { Site } from '../policy/site.ts';
import { certainty, listCertainty } from './certainty.ts';
import { HOURS_PER_MONTH } from '../model/units.ts';
import type { Demand } from './demand.ts';
import type { ElasticParts } from './elastic.ts';
import type { SoldBySize } from './pricing.ts';
import type { Quote } from './quote.ts';
import { addRanges, exactly, scaleRange } from './range.ts';
import type { Range } from './range.ts';
import type { Spread } from './uncertainty.ts';

/** USD a month. Together they are the price: run, platform subscription of the hosts, guest licence. */
export interface PriceRanges {
  readonly run: Range;
  readonly platform: Range;
  readonly guest: Range;
}

/** Compute as sure as its list and the list's age, each disk as its figure, the licence as whoever prices it. */
export function elasticRanges(
  { rate, discountPct, disks, guest }: ElasticParts,
  { list }: SoldBySize,
  site: Site,
  spread: Spread,
  today?: string,
): PriceRanges {
  const compute = rate.usdPerHour * HOURS_PER_MONTH * (1 - discountPct / 100);
  const run = addRanges([
    listCertainty(compute, list, today, spread),
    ...disks.map(({ count, usdPerMonth, conf }) => certainty(count * usdPerMonth, conf, spread)),
  ]);
  return {
    run: scaleRange(run, site.cost.priceFactor ?? 1),
    platform: exactly(0),
    guest: certainty(guest.usdPerMonth, guest.conf, spread),
  };
}

/** `assumed`: product defaults stand in for figures of sites.yaml. A Windows licence is a public list price, second-hand. */
export function ownedRanges(quote: Quote, licence: Demand['licence'], assumed: boolean, spread: Spread): PriceRanges {
  const conf = assumed ? 'own' : 'list';
  const platform = quote.platformUsdPerMonth ?? 0;
  const guest = quote.licenceUsdPerMonth - platform;
  return {
    run: certainty(quote.runUsdPerMonth, conf, spread),
    platform: certainty(platform, conf, spread),
    guest: certainty(guest, licence === 'windows-server' ? 'secondary' : 'list', spread),
  };
}

export const sumOfRanges = ({ run, platform, guest }: PriceRanges): Range => addRanges([run, platform, guest]);
