/**
 * Which generations are kept (D9). Sources that are read every minute make one a minute; each stays for a while, then
 * the last of every hour, of every day, of every month.
 */

import type { GenerationInfo } from './estate.ts';

export interface Retention {
  /** All generations for this long. */
  readonly allForHours: number;
  /** Then the last one of each hour, until they are this old. */
  readonly hourlyForDays: number;
  /** Then the last one of each day; after that, the last one of each month for ever. */
  readonly dailyForDays: number;
  /** The newest ones are kept whatever their age. */
  readonly newest: number;
}

export const STANDARD_RETENTION: Retention = { allForHours: 2, hourlyForDays: 3, dailyForDays: 90, newest: 20 };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Made = Pick<GenerationInfo, 'number' | 'createdAt' | 'reason'>;

/** Made by the clock. What a person imported, decided or changed was meant to be seen, and is never thinned out. */
const byTheClock = ({ reason }: Made): boolean => reason.startsWith('sync ');

/** Numbers of the generations that may go, in ascending order. Days and months are those of UTC. */
export function generationsToDrop(
  generations: readonly Made[],
  now: Date,
  retention: Retention = STANDARD_RETENTION,
): readonly number[] {
  const newestFirst = [...generations].sort((a, b) => b.number - a.number);
  const seen = new Set<string>();
  const drop: number[] = [];
  newestFirst.forEach((generation, place) => {
    const period = periodOf(generation, now.getTime(), retention);
    const last = period === undefined || !seen.has(period);
    if (period !== undefined) seen.add(period);
    if (!last && place >= retention.newest && byTheClock(generation)) drop.push(generation.number);
  });
  return drop.reverse();
}

/** The stretch of time of which one generation is kept; undefined while all are. */
function periodOf({ createdAt }: Made, now: number, retention: Retention): string | undefined {
  const age = now - Date.parse(createdAt);
  const time = new Date(createdAt).toISOString();
  if (age < retention.allForHours * HOUR_MS) return undefined;
  if (age < retention.hourlyForDays * DAY_MS) return time.slice(0, 13);
  return age < retention.dailyForDays * DAY_MS ? time.slice(0, 10) : time.slice(0, 7);
}
