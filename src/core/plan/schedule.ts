/** Start dates of waves, kept out of blackout windows. Dates are whole days, UTC, written YYYY-MM-DD. */

import { failure } from '../errors/registry.ts';
import type { WaveSettings } from './planning-input.ts';

const DAY_MS = 86_400_000;
const HOURS_PER_WORKING_DAY = 24;
/** A start date that blackouts push further than this is taken as "never". */
const FURTHEST_DAYS = 20 * 366;

interface Blackout {
  readonly from: number;
  readonly to: number;
  readonly reason: string;
}

/** Day number since 1970-01-01. Throws IST-6004 for anything but a real calendar date. */
export function parseDay(text: string, where: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T.*)?$/.exec(text);
  const day = match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / DAY_MS : Number.NaN;
  if (!match || formatDay(day) !== text.slice(0, 10)) {
    throw failure('IST-6004', `"${text}" is not a date`, { causes: [{ where, message: 'expected YYYY-MM-DD' }] });
  }
  return day;
}

export function formatDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export function parseBlackouts(settings: WaveSettings): Blackout[] {
  return settings.blackouts.map((blackout, i) => {
    const from = parseDay(blackout.from, `waves.blackouts[${i}].from`);
    const to = parseDay(blackout.to, `waves.blackouts[${i}].to`);
    if (to < from) {
      throw failure('IST-6004', `blackout "${blackout.reason}" ends before it begins`, {
        causes: [{ where: `waves.blackouts[${i}]`, message: `${blackout.from} to ${blackout.to}` }],
      });
    }
    return { from, to, reason: blackout.reason };
  });
}

/** Calendar days a wave occupies, from its high estimate. */
export function waveDays(hoursHigh: number): number {
  return Math.max(1, Math.ceil(hoursHigh / HOURS_PER_WORKING_DAY));
}

export interface ScheduledStart {
  readonly startsOn: string | null;
  /** Blackouts that pushed the start back, in words. */
  readonly delayedBy: readonly string[];
}

/**
 * One start per wave: at least daysBetweenWaves apart, never before the wave before has ended by its high estimate,
 * and with no day of the wave inside a blackout. Null dates when waves.startDate is not set.
 */
export function scheduleWaves(hoursHigh: readonly number[], settings: WaveSettings): ScheduledStart[] {
  const blackouts = parseBlackouts(settings);
  if (settings.startDate === undefined) return hoursHigh.map(() => ({ startsOn: null, delayedBy: [] }));
  const begin = parseDay(settings.startDate, 'waves.startDate');
  let next = begin;
  return hoursHigh.map((hours) => {
    const days = waveDays(hours);
    const delayedBy: string[] = [];
    let start = next;
    for (;;) {
      const hit = blackouts.filter((b) => start <= b.to && start + days - 1 >= b.from).sort((a, b) => b.to - a.to)[0];
      if (hit === undefined) break;
      delayedBy.push(`${hit.reason} (${formatDay(hit.from)} to ${formatDay(hit.to)})`);
      start = hit.to + 1;
      if (start - begin > FURTHEST_DAYS) {
        throw failure('IST-6004', 'blackouts leave no room for a wave within 20 years', {
          causes: [{ where: 'waves.blackouts', message: `a wave of ${days} days finds no gap` }],
        });
      }
    }
    next = start + Math.max(settings.daysBetweenWaves, days);
    return { startsOn: formatDay(start), delayedBy };
  });
}
