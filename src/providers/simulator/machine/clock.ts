/** Moments before the observation, to the second. The clock is an argument: nothing here reads the real one. */

import type { Random } from '../random.ts';

const DAY_MS = 86_400_000;

const isoSecond = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;

export const daysBefore = (observedAt: string, days: number): string =>
  isoSecond(Math.floor((Date.parse(observedAt) - days * DAY_MS) / 1000) * 1000);

/** Some second of the given year, never after the observation. */
export function momentIn(year: number, observedAt: string, random: Random): string {
  const start = Date.UTC(year, 0, 1);
  const latest = Date.parse(observedAt) - DAY_MS;
  return isoSecond(Math.min(start + random.between(0, 364 * 86_400) * 1000, latest));
}
