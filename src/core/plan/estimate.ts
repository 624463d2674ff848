/**
 * How long a wave takes, as a range.
 *
 *   copy hours   = GiB × 2³⁰ × 8 / (link Mbit/s × 10⁶ × efficiency × 3600)
 *   low          = used GiB at 80 % of the link  + ⌈workloads / 10⌉ × 0.25 h
 *   high         = provisioned GiB at 40 %       + ⌈workloads /  4⌉ × 0.75 h
 *
 * Used space that no source gave counts as half the provisioned size in the low estimate. A workload of unknown size
 * adds handling only; the wave then says that the estimate is too low by what it holds.
 */

import { roundTo } from './moves.ts';

export const ESTIMATE_ASSUMPTIONS = {
  lowLinkEfficiency: 0.8,
  highLinkEfficiency: 0.4,
  lowHandlingHours: 0.25,
  highHandlingHours: 0.75,
  lowParallel: 10,
  highParallel: 4,
  usedShareWhenUnknown: 0.5,
} as const;

export interface CopySize {
  readonly provisionedGiB?: number;
  readonly usedGiB?: number;
}

export interface HoursRange {
  readonly hoursLow: number;
  readonly hoursHigh: number;
}

/** GiB that a link carries in one hour at an efficiency of 0 to 1. */
export function gibPerHour(linkMbps: number, efficiency: number): number {
  return (linkMbps * 1e6 * efficiency * 3600) / (8 * 2 ** 30);
}

export function estimateHours(sizes: readonly CopySize[], linkMbps: number): HoursRange {
  const a = ESTIMATE_ASSUMPTIONS;
  let low = 0;
  let high = 0;
  for (const { provisionedGiB, usedGiB } of sizes) {
    high += provisionedGiB ?? usedGiB ?? 0;
    low += usedGiB ?? (provisionedGiB ?? 0) * a.usedShareWhenUnknown;
  }
  const handling = (parallel: number, hours: number): number => Math.ceil(sizes.length / parallel) * hours;
  return {
    hoursLow: roundTo(low / gibPerHour(linkMbps, a.lowLinkEfficiency) + handling(a.lowParallel, a.lowHandlingHours), 2),
    hoursHigh: roundTo(
      high / gibPerHour(linkMbps, a.highLinkEfficiency) + handling(a.highParallel, a.highHandlingHours),
      2,
    ),
  };
}

export function estimateReason(linkMbps: number): string {
  const a = ESTIMATE_ASSUMPTIONS;
  return (
    `time assumes ${linkMbps} Mbit/s: low copies used space at ${a.lowLinkEfficiency * 100} % of the link and handles ` +
    `${a.lowParallel} at a time in ${a.lowHandlingHours * 60} minutes each, high copies provisioned space at ` +
    `${a.highLinkEfficiency * 100} % and handles ${a.highParallel} at a time in ${a.highHandlingHours * 60} minutes each`
  );
}
