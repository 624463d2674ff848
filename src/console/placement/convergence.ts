/** How a search went so far: its figures as they came, and the lines that draw them. Pure. */

import type { Operation } from '../../api/common.ts';

export interface SearchFigures {
  readonly cost: number | undefined;
  readonly bound: number | undefined;
  /** True: cost and bound are US dollars a month; false: a score. */
  readonly isMoney: boolean;
  readonly gapPct: number | undefined;
  readonly seconds: number | undefined;
  /** Without a place so far. */
  readonly unplaced: number | undefined;
  readonly workloads: number | undefined;
  readonly sites: number | undefined;
}

const finite = (value: number | undefined): number | undefined =>
  value !== undefined && Number.isFinite(value) ? value : undefined;

export function searchFigures({ figures }: Pick<Operation, 'figures'>): SearchFigures {
  return {
    cost: finite(figures['costUsdPerMonth'] ?? figures['cost']),
    bound: finite(figures['boundUsdPerMonth'] ?? figures['bound']),
    isMoney: figures['cost'] === undefined,
    gapPct: finite(figures['gapPct']),
    seconds: finite(figures['seconds']),
    unplaced: finite(figures['unplaced']),
    workloads: finite(figures['workloads']),
    sites: finite(figures['sites']),
  };
}

export interface SearchPoint {
  readonly seconds: number;
  readonly cost: number;
  readonly bound: number;
}

const MOST_POINTS = 240;

/** Every other point is forgotten when there are too many: the line keeps its shape. */
export function withPoint(points: readonly SearchPoint[], figures: SearchFigures): readonly SearchPoint[] {
  const { seconds, cost, bound } = figures;
  // A bound of nothing says nothing yet, and would flatten the rest.
  if (seconds === undefined || cost === undefined || bound === undefined || bound <= 0) return points;
  const last = points.at(-1);
  if (last !== undefined && seconds <= last.seconds) return points;
  const next = [...points, { seconds, cost, bound }];
  return next.length <= MOST_POINTS ? next : next.filter((_, index) => index % 2 === 0 || index === next.length - 1);
}

export interface SearchLines {
  readonly cost: string;
  readonly bound: string;
  /** Between the two: what the answer may still be away from the best. */
  readonly gap: string;
}

/** Undefined before there are two points. The scale leaves out the first, worst tenth, or nothing later could be told apart. */
export function searchLines(points: readonly SearchPoint[], width: number, height: number): SearchLines | undefined {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined || points.length < 2) return undefined;
  const kept = points.slice(Math.floor(points.length / 10));
  const high = Math.max(...kept.map(({ cost }) => cost));
  const low = Math.min(...kept.map(({ bound }) => bound));
  const span = high - low || 1;
  const x = (seconds: number): number => round((width * (seconds - first.seconds)) / (last.seconds - first.seconds));
  const y = (value: number): number => round(2 + (height - 4) * (1 - Math.min(1, Math.max(0, (value - low) / span))));
  const line = (read: (point: SearchPoint) => number): string[] =>
    points.map((point) => `${x(point.seconds)},${y(read(point))}`);
  const cost = line((point) => point.cost);
  const bound = line((point) => point.bound);
  return {
    cost: `M${cost.join(' L')}`,
    bound: `M${bound.join(' L')}`,
    gap: `M${cost.join(' L')} L${bound.toReversed().join(' L')} Z`,
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;
