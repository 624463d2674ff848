/** Records of the retail price service turned into offers, disks, egress and addresses. What is not used is counted by reason. */

import { compareOffers } from '../../core/cost/price-list.ts';
import type { EgressTier, Offer, ProvisionedPrices, RegionExtras } from '../../core/cost/price-list.ts';
import type { CollectedPrices, PriceSource, SizeShape } from '../price-source.ts';
import { isObject, numberAt, textAt, valueAt } from './json.ts';
import { RetailClient } from './retail-client.ts';
import { meterOf } from './retail-meters.ts';
import type { Meter } from './retail-meters.ts';
import { RETAIL_ENDPOINT, retailQuestions } from './retail-query.ts';

export const azurePrices: PriceSource = {
  title: 'Azure retail prices',
  endpoint: RETAIL_ENDPOINT,
  questions: retailQuestions,
  open: (endpoint = RETAIL_ENDPOINT) => new RetailClient({ endpoint }),
  collect: collectRetail,
};

type Prices = { -readonly [K in keyof Offer]?: Offer[K] };
type PriceField = Extract<keyof Offer, `${string}UsdPerHour` | 'usdPerHour'>;

interface RegionDraft {
  readonly offers: Map<string, Prices>;
  readonly disks: Record<string, number>;
  readonly provisioned: Record<string, Partial<Record<keyof ProvisionedPrices, number>>>;
  readonly egress: Map<number, number>;
  otherRegion?: number;
  publicIp?: number;
}

export function collectRetail(
  records: Iterable<unknown>,
  shapes: ReadonlyMap<string, SizeShape>,
  today: string,
  usdPerUnit: number,
): CollectedPrices {
  const regions = new Map<string, RegionDraft>();
  const leftOut: Record<string, number> = {};
  /** What each price was taken from: of several meters the primary one counts, then the newest that is in force. */
  const rank = new Map<string, string>();
  let count = 0;
  const leave = (reason: string): void => void (leftOut[reason] = (leftOut[reason] ?? 0) + 1);

  for (const record of records) {
    count += 1;
    const region = textAt(record, 'armRegionName');
    const price = numberAt(record, 'retailPrice');
    if (!isObject(record) || region === undefined || price === undefined) {
      leave('no region or price');
      continue;
    }
    if (!inForce(record, today)) {
      leave('not in force');
      continue;
    }
    const meter = meterOf(record);
    if (meter.kind === 'left-out') {
      leave(meter.reason);
      continue;
    }
    const own = `${isPrimary(record) ? 1 : 0} ${textAt(record, 'effectiveStartDate') ?? ''}`;
    const key = `${region} ${meterKey(meter, numberAt(record, 'tierMinimumUnits') ?? 0)}`;
    const known = rank.get(key);
    if (known !== undefined && known >= own) {
      leave('repeated');
      continue;
    }
    rank.set(key, own);
    let draft = regions.get(region);
    if (draft === undefined) {
      regions.set(region, (draft = { offers: new Map(), disks: {}, provisioned: {}, egress: new Map() }));
    }
    take(draft, meter, price * usdPerUnit, record, usdPerUnit);
  }
  const withoutShape = new Set<string>();
  const made = [...regions].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    regions: Object.fromEntries(
      made.flatMap(([region, draft]) => {
        const offers = offersOf(draft, shapes, withoutShape);
        return offers.length === 0 ? [] : [[region, offers]];
      }),
    ),
    extras: Object.fromEntries(made.map(([region, draft]) => [region, extrasOf(draft)])),
    records: count,
    leftOut,
    withoutShape: [...withoutShape].sort(),
  };
}

function inForce(record: unknown, today: string): boolean {
  const from = textAt(record, 'effectiveStartDate')?.slice(0, 10);
  const until = textAt(record, 'effectiveEndDate')?.slice(0, 10);
  return (from === undefined || from <= today) && (until === undefined || until > today);
}

const isPrimary = (record: unknown): boolean => valueAt(record, 'isPrimaryMeterRegion') !== false;

function meterKey(meter: Meter, tier: number): string {
  switch (meter.kind) {
    case 'compute':
      return `${meter.size} ${meter.field}`;
    case 'disk':
      return `disk ${meter.tier}`;
    case 'provisioned':
      return `${meter.class} ${meter.field} ${tier}`;
    default:
      return `${meter.kind} ${tier}`;
  }
}

function take(draft: RegionDraft, meter: Meter, usd: number, record: unknown, usdPerUnit: number): void {
  switch (meter.kind) {
    case 'compute': {
      const prices = draft.offers.get(meter.size) ?? {};
      draft.offers.set(meter.size, prices);
      prices[meter.field] = usd / meter.hours;
      if (meter.field === 'usdPerHour') takeSavingsPlans(prices, record, usdPerUnit);
      return;
    }
    case 'disk':
      draft.disks[meter.tier] = usd;
      return;
    case 'provisioned':
      // What is free comes as a first tier of price 0; the price is that of the tier above it.
      if (usd > 0) (draft.provisioned[meter.class] ??= {})[meter.field] = usd * meter.perMonth;
      return;
    case 'egress':
      draft.egress.set(numberAt(record, 'tierMinimumUnits') ?? 0, usd);
      return;
    case 'other-region':
      draft.otherRegion = usd;
      return;
    case 'address':
      draft.publicIp = usd;
  }
}

const PLAN_FIELDS: Readonly<Record<string, PriceField>> = {
  '1 Year': 'savingsPlan1yUsdPerHour',
  '3 Years': 'savingsPlan3yUsdPerHour',
};

function takeSavingsPlans(prices: Prices, record: unknown, usdPerUnit: number): void {
  const plans = valueAt(record, 'savingsPlan');
  for (const plan of Array.isArray(plans) ? (plans as readonly unknown[]) : []) {
    const field = PLAN_FIELDS[textAt(plan, 'term') ?? ''];
    const price = numberAt(plan, 'retailPrice') ?? numberAt(plan, 'unitPrice');
    if (field !== undefined && price !== undefined && price > 0) prices[field] = price * usdPerUnit;
  }
}

/** Sizes that are sold on demand and whose shape is known. A reservation alone is no offer. */
function offersOf(
  { offers }: RegionDraft,
  shapes: ReadonlyMap<string, SizeShape>,
  withoutShape: Set<string>,
): readonly Offer[] {
  const made: Offer[] = [];
  for (const [size, { usdPerHour, ...prices }] of offers) {
    if (usdPerHour === undefined || !(usdPerHour > 0)) continue;
    const shape = shapes.get(size);
    if (shape === undefined) withoutShape.add(size);
    else made.push({ size, ...shape, usdPerHour, ...prices });
  }
  return made.sort(compareOffers);
}

function extrasOf({ disks, provisioned, egress, otherRegion, publicIp }: RegionDraft): RegionExtras {
  const whole: Record<string, ProvisionedPrices> = {};
  for (const [diskClass, { usdPerGiBMonth, usdPerIopsMonth, usdPerMbPerSecondMonth }] of Object.entries(provisioned)) {
    if (usdPerGiBMonth === undefined || usdPerIopsMonth === undefined || usdPerMbPerSecondMonth === undefined) continue;
    whole[diskClass] = { usdPerGiBMonth, usdPerIopsMonth, usdPerMbPerSecondMonth };
  }
  const tiers: EgressTier[] = [...egress]
    .map(([fromGiB, usdPerGiB]) => ({ fromGiB, usdPerGiB }))
    .sort((a, b) => a.fromGiB - b.fromGiB);
  return {
    ...(Object.keys(disks).length > 0 && { diskUsdPerMonth: disks }),
    ...(Object.keys(whole).length > 0 && { provisionedDisks: whole }),
    ...(tiers.length > 0 && { internetEgress: tiers }),
    ...(otherRegion !== undefined && { otherRegionUsdPerGiB: otherRegion }),
    ...(publicIp !== undefined && { publicIpUsdPerHour: publicIp }),
  };
}
