/**
 * How far a recommendation can be trusted, 0 to 100 as a sum of named terms, and 1 to 5 stars in steps of 20. It says
 * what is known of the measurement, not how likely the machine is to be well afterwards: nobody can compute that.
 */

import type { Utilisation } from '../model/workload.ts';
import type { SizingBasis } from './settings.ts';
import { measured, statisticFor } from './statistic.ts';

export interface SizingConfidence {
  readonly pct: number;
  readonly stars: 1 | 2 | 3 | 4 | 5;
  readonly terms: readonly { readonly term: string; readonly points: number; readonly of: number }[];
}

/** A month sees the end of a month. */
const FULL_WINDOW_DAYS = 30;
const WINDOW_POINTS = 40;
const STATISTIC_POINTS = 20;
const OTHERS_POINTS = 5;
const DISK_POINTS = 10;

export function confidenceOf(utilisation: Utilisation | undefined, basis: SizingBasis): SizingConfidence {
  const days = utilisation?.windowDays;
  const terms = [
    {
      term: days === undefined ? 'measured over: unknown' : `measured over ${Math.round(days * 10) / 10} days`,
      points: Math.floor((Math.min(Math.max(days ?? 0, 0), FULL_WINDOW_DAYS) / FULL_WINDOW_DAYS) * WINDOW_POINTS),
      of: WINDOW_POINTS,
    },
    ...(['cpu', 'memory'] as const).flatMap((resource) => {
      const name = resource === 'cpu' ? 'CPU' : 'memory';
      const found = statisticFor(utilisation, resource, basis);
      const known = !('missing' in found);
      const others = (['avg', 'p95', 'max'] as const).every(
        (each) => measured(utilisation, resource, each) !== undefined,
      );
      return [
        {
          term: known ? `${name} ${found.basis} is known` : `${name} ${basis} is unknown`,
          points: known ? STATISTIC_POINTS : 0,
          of: STATISTIC_POINTS,
        },
        {
          term: others ? `${name} average, 95th percentile and peak are all known` : `${name} figures have gaps`,
          points: others ? OTHERS_POINTS : 0,
          of: OTHERS_POINTS,
        },
      ];
    }),
    {
      term: utilisation?.diskIops === undefined ? 'disk operations are unknown' : 'disk operations are known',
      points: utilisation?.diskIops === undefined ? 0 : DISK_POINTS,
      of: DISK_POINTS,
    },
  ];
  const pct = terms.reduce((sum, { points }) => sum + points, 0);
  return { pct, stars: starsOf(pct), terms };
}

function starsOf(pct: number): SizingConfidence['stars'] {
  return pct > 80 ? 5 : pct > 60 ? 4 : pct > 40 ? 3 : pct > 20 ? 2 : 1;
}
