/** How far a bought price may be off: by who vouches for it, and for a list by its age. */

import type { Confidence } from '../catalog/provenance.ts';
import type { PriceList } from './price-list.ts';
import { around } from './range.ts';
import type { Range } from './range.ts';
import type { Spread } from './uncertainty.ts';

const CONFIDENCES: ReadonlySet<string> = new Set<Confidence>(['verified', 'partly', 'secondary', 'derived', 'own']);
const isConfidence = (conf: string): conf is Confidence => CONFIDENCES.has(conf);

/** 'list': from an imported price list, which is as sure as what a person gives. Unknown words are unverified. */
export function certainty(usd: number, conf: string, spread: Spread): Range {
  const pct = conf === 'list' ? spread.given : spread[isConfidence(conf) ? conf : 'own'];
  return around(usd, Math.min(100, pct), pct);
}

const STALE_DAYS = 90;
const DAY_MS = 86_400_000;

/** Days between the list's day and today; undefined when either is no day. */
export function ageDays(list: Pick<PriceList, 'asOf'>, today: string | undefined): number | undefined {
  const days = (Date.parse(`${today ?? ''}T00:00:00Z`) - Date.parse(`${list.asOf}T00:00:00Z`)) / DAY_MS;
  return Number.isNaN(days) ? undefined : Math.round(days);
}

export function isStale(list: Pick<PriceList, 'asOf'>, today: string | undefined): boolean {
  return (ageDays(list, today) ?? 0) > STALE_DAYS;
}

/** The example list counts as second-hand; an imported one as given, and partly so once it is older than 90 days. */
export const listTrust = (
  list: Pick<PriceList, 'builtIn' | 'asOf'>,
  today: string | undefined,
): 'secondary' | 'partly' | 'given' => (list.builtIn ? 'secondary' : isStale(list, today) ? 'partly' : 'given');

/** 'list': as sure as the list it is from. Unknown words are unverified. */
export const figureTrust = (conf: string, list: PriceList, today: string | undefined): Confidence | 'given' =>
  conf === 'list' ? listTrust(list, today) : isConfidence(conf) ? conf : 'own';

export function listCertainty(usd: number, list: PriceList, today: string | undefined, spread: Spread): Range {
  const pct = spread[listTrust(list, today)];
  return around(usd, Math.min(100, pct), pct);
}
