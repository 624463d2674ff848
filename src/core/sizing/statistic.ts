/** Which measured figure a size is taken from: the one asked for, or a higher one in its place; never a lower one. */

import type { FactKey, Utilisation } from '../model/workload.ts';
import type { SizingBasis } from './settings.ts';

export type SizedResource = 'cpu' | 'memory';

export interface Statistic {
  readonly basis: SizingBasis;
  /** 0 and more; a source may count above 100. */
  readonly pct: number;
}

const KEYS: Readonly<Record<SizedResource, Readonly<Record<SizingBasis, keyof Utilisation>>>> = {
  cpu: { avg: 'cpuAvgPct', p95: 'cpuP95Pct', max: 'cpuMaxPct' },
  memory: { avg: 'memoryAvgPct', p95: 'memoryP95Pct', max: 'memoryMaxPct' },
};

/** Figures that are at least the one asked for, nearest first. */
const ALLOWED: Readonly<Record<SizingBasis, readonly SizingBasis[]>> = {
  avg: ['avg', 'p95', 'max'],
  p95: ['p95', 'max'],
  max: ['max'],
};

/** A percentage nobody can have measured counts as not stated. */
export function measured(
  utilisation: Utilisation | undefined,
  resource: SizedResource,
  basis: SizingBasis,
): number | undefined {
  const pct = utilisation?.[KEYS[resource][basis]];
  return pct === undefined || !Number.isFinite(pct) || pct < 0 ? undefined : pct;
}

export function statisticFor(
  utilisation: Utilisation | undefined,
  resource: SizedResource,
  basis: SizingBasis,
): Statistic | { readonly missing: string } {
  for (const candidate of ALLOWED[basis]) {
    const pct = measured(utilisation, resource, candidate);
    if (pct !== undefined) return { basis: candidate, pct };
  }
  return { missing: factOf(resource, basis) };
}

/** "utilisation.cpuP95Pct": a field of the filter language. */
export function factOf(resource: SizedResource, basis: SizingBasis): string {
  return `${'utilisation' satisfies FactKey}.${KEYS[resource][basis]}`;
}

/** The 95th percentile; the average where that is all there is, which can only say less. */
export function pressure(utilisation: Utilisation | undefined, resource: SizedResource): number | undefined {
  return measured(utilisation, resource, 'p95') ?? measured(utilisation, resource, 'avg');
}
