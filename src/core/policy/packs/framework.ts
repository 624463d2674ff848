/** A framework's levels at a site, put together: the lowest of all, and the weighted score, each as a range. */

import type { Scope } from '../cel/scope.ts';
import { ladderLevel } from './ladder.ts';
import type { LadderLevel } from './ladder.ts';
import type { Pack } from './pack.ts';

/** lowest: the lowest objective is the level of the service. weighted: the score is. */
export const CSF_READINGS = ['lowest', 'weighted'] as const;
export type CsfReading = (typeof CSF_READINGS)[number];

export interface ObjectiveLevel extends LadderLevel {
  /** Lowest level the organisation accepts; null: none set. */
  readonly minimum: number | null;
  /** Null: it cannot be told, or nothing is asked for. */
  readonly meets: boolean | null;
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

export interface SiteLevels {
  readonly packId: string;
  readonly name: string;
  readonly levels: readonly ObjectiveLevel[];
  /** The lowest of all: how commentators read it, not a quoted rule. */
  readonly lowest: Range;
  /** Weighted share of the highest level, in percent. */
  readonly scorePct: Range;
  /** Which of the two the organisation lets count, and what comes of it: "SEAL-1 to SEAL-3", "61.5 %". */
  readonly counts: CsfReading;
  readonly result: string;
  /** In words, what kind of reading this is. */
  readonly reading: string;
}

const TOP_LEVEL = 4;

export function frameworkLevels(pack: Pack, scope: Scope, counts: CsfReading): SiteLevels {
  const levels = pack.ladders.map((ladder) => withMinimum(ladderLevel(ladder, scope), scope));
  const weights = levels.reduce((sum, level) => sum + level.weightPct, 0);
  const score = (pick: (level: LadderLevel) => number): number =>
    Math.round((levels.reduce((sum, level) => sum + level.weightPct * (pick(level) / TOP_LEVEL), 0) / weights) * 1000) /
    10;
  const lowest = {
    low: Math.min(...levels.map((level) => level.low)),
    high: Math.min(...levels.map((level) => level.high)),
  };
  const scorePct = { low: score((level) => level.low), high: score((level) => level.high) };
  return {
    packId: pack.id,
    name: pack.definition.name,
    levels,
    lowest,
    scorePct,
    counts,
    result:
      counts === 'lowest' ? rangeText(lowest, (level) => `SEAL-${level}`) : rangeText(scorePct, (pct) => `${pct} %`),
    reading: readingText(levels, counts),
  };
}

function withMinimum(level: LadderLevel, scope: Scope): ObjectiveLevel {
  const asked = scope.read(`organisation.minimumSeal.${level.id}`);
  const minimum = typeof asked === 'number' ? asked : null;
  const meets = minimum === null ? null : level.low >= minimum ? true : level.high < minimum ? false : null;
  return { ...level, minimum, meets };
}

const rangeText = ({ low, high }: Range, text: (value: number) => string): string =>
  low === high ? text(low) : `${text(low)} to ${text(high)}`;

function readingText(levels: readonly LadderLevel[], counts: CsfReading): string {
  const what =
    counts === 'lowest'
      ? 'The lowest objective counts, as commentators read the framework; the score is shown beside it.'
      : 'The weighted score counts, with the weights of the framework; the lowest objective is shown beside it.';
  const assessed = levels.filter((level) => level.basis === 'assessed').length;
  const basis =
    assessed === levels.length
      ? 'Levels as assessed, stated in sites.yaml.'
      : assessed === 0
        ? 'Levels are read off the attributes by rules of this product: unverified, no official assessment.'
        : `${assessed} of ${levels.length} levels as assessed; the others are read off the attributes by rules of this product: unverified, no official assessment.`;
  const open = levels.some(({ low, high }) => low < high)
    ? ' Where something is missing, the lowest and the highest level possible are given.'
    : '';
  return `${what} ${basis}${open}`;
}
