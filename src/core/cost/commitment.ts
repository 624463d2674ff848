/** How compute is bought, and what a size costs that way. What a list does not carry falls back to pay-as-you-go, and is said. */

import type { Offer } from './price-list.ts';

export const COMMITMENTS = [
  'pay-as-you-go',
  'reserved-1y',
  'reserved-3y',
  'savings-plan-1y',
  'savings-plan-3y',
  'spot',
] as const;
export type Commitment = (typeof COMMITMENTS)[number];

/** What an hour costs. Reserved and savings-plan hours are paid whether the machine runs or not. */
export interface Rate {
  readonly usdPerHour: number;
  /** What the price is of: another than was asked for when `fallback` says why. */
  readonly commitment: Commitment;
  readonly fallback?: 'not-in-list' | 'not-interruptible';
}

const PRICE_OF: Readonly<Record<Exclude<Commitment, 'pay-as-you-go'>, keyof Offer>> = {
  'reserved-1y': 'reserved1yUsdPerHour',
  'reserved-3y': 'reserved3yUsdPerHour',
  'savings-plan-1y': 'savingsPlan1yUsdPerHour',
  'savings-plan-3y': 'savingsPlan3yUsdPerHour',
  spot: 'spotUsdPerHour',
};

/** `interruptible`: only true makes spot a candidate; undefined is "no source said", and spot is not used then. */
export function rateOf(offer: Offer, wanted: Commitment, interruptible: boolean | undefined): Rate {
  const onDemand = { usdPerHour: offer.usdPerHour, commitment: 'pay-as-you-go' } as const;
  if (wanted === 'pay-as-you-go') return onDemand;
  if (wanted === 'spot' && interruptible !== true) return { ...onDemand, fallback: 'not-interruptible' };
  const usdPerHour = offer[PRICE_OF[wanted]];
  return typeof usdPerHour === 'number' ? { usdPerHour, commitment: wanted } : { ...onDemand, fallback: 'not-in-list' };
}

/** Why there is no price of what was asked for, in words; undefined when there is. */
export function fallbackReason(rate: Rate, wanted: Commitment, size: string, list: string): string | undefined {
  if (rate.fallback === undefined) return undefined;
  return rate.fallback === 'not-in-list'
    ? `no ${wanted} price of ${size} in price list ${list}`
    : 'no source says that the workload may be interrupted: spot not used';
}

/** Years a commitment binds for; 0: none. */
export function yearsBound(commitment: Commitment): 0 | 1 | 3 {
  if (commitment.endsWith('-1y')) return 1;
  return commitment.endsWith('-3y') ? 3 : 0;
}
