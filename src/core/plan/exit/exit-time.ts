/** How long leaving takes: hours as the plan forecasts them, days as its waves are spaced. */

import type { Plan } from '../plan.ts';
import type { ExitTime } from './exit-plan.ts';

const DAY_MS = 86_400_000;

export function exitTime({ waves, summary }: Plan, daysBetweenWaves: number): ExitTime {
  const first = waves[0]?.startsOn ?? null;
  const last = waves.at(-1);
  const lastOn = last?.startsOn ?? null;
  const apart =
    first === null || lastOn === null
      ? Math.max(0, waves.length - 1) * daysBetweenWaves
      : (Date.parse(lastOn) - Date.parse(first)) / DAY_MS;
  return {
    waves: waves.length,
    hoursLow: summary.hoursLow,
    hoursLikely: summary.hoursLikely ?? summary.hoursHigh,
    hoursHigh: summary.hoursHigh,
    firstWaveOn: first,
    lastWaveOn: lastOn,
    days: last === undefined ? 0 : apart + Math.max(1, Math.ceil(last.hoursHigh / 24)),
  };
}
