/** What changed between two price lists, or two versions of one: sizes that came, went, and cost more or less. */

import type { Offer, PriceList } from './price-list.ts';

const PRICES = [
  'usdPerHour',
  'spotUsdPerHour',
  'reserved1yUsdPerHour',
  'reserved3yUsdPerHour',
  'savingsPlan1yUsdPerHour',
  'savingsPlan3yUsdPerHour',
  'windowsUsdPerHour',
] as const;
export type PriceField = (typeof PRICES)[number];

export interface PriceChange {
  readonly region: string;
  readonly size: string;
  readonly field: PriceField;
  /** Null: that list has no such price. */
  readonly before: number | null;
  readonly after: number | null;
  /** Of `before`; null when either is missing. */
  readonly changePct: number | null;
}

export interface PriceDiff {
  readonly added: readonly { readonly region: string; readonly size: string }[];
  readonly removed: readonly { readonly region: string; readonly size: string }[];
  /** The largest relative change first. */
  readonly changed: readonly PriceChange[];
  readonly same: number;
  /** Median of the changes of on-demand prices over offers that both have, in percent; null when both share none. */
  readonly medianPct: number | null;
}

export function diffPriceLists(before: PriceList, after: PriceList): PriceDiff {
  const added: { region: string; size: string }[] = [];
  const removed: { region: string; size: string }[] = [];
  const changed: PriceChange[] = [];
  const onDemand: number[] = [];
  let same = 0;
  const regions = [...new Set([...Object.keys(before.regions), ...Object.keys(after.regions)])].sort();
  for (const region of regions) {
    const old = bySize(before.regions[region]);
    const now = bySize(after.regions[region]);
    for (const [size, offer] of now) {
      const known = old.get(size);
      if (known === undefined) {
        added.push({ region, size });
        continue;
      }
      const changes = changesOf(region, known, offer);
      if (changes.length === 0) same += 1;
      changed.push(...changes);
      onDemand.push((offer.usdPerHour / known.usdPerHour - 1) * 100);
    }
    for (const size of old.keys()) if (!now.has(size)) removed.push({ region, size });
  }
  changed.sort(
    (a, b) =>
      Math.abs(b.changePct ?? 0) - Math.abs(a.changePct ?? 0) ||
      order(a.region, b.region) ||
      order(a.size, b.size) ||
      order(a.field, b.field),
  );
  return { added, removed, changed, same, medianPct: median(onDemand) };
}

function bySize(offers: readonly Offer[] | undefined): Map<string, Offer> {
  return new Map((offers ?? []).map((offer) => [offer.size, offer] as const).sort(([a], [b]) => order(a, b)));
}

function changesOf(region: string, old: Offer, now: Offer): PriceChange[] {
  return PRICES.flatMap((field) => {
    const before = old[field] ?? null;
    const after = now[field] ?? null;
    if (before === after) return [];
    const changePct = before === null || after === null ? null : (after / before - 1) * 100;
    return [{ region, size: now.size, field, before, after, changePct }];
  });
}

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  values.sort((a, b) => a - b);
  const middle = values.length >> 1;
  const upper = values[middle] ?? 0;
  return values.length % 2 === 1 ? upper : ((values[middle - 1] ?? 0) + upper) / 2;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
