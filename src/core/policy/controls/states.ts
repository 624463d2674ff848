/** What a feed's word means for a control, and which of two states is worse. */

import type { ControlEvidence, FeedState } from './evidence.ts';

/** The worst first. */
export const CONTROL_STATES = ['violated', 'unknown', 'waived', 'satisfied', 'not-applicable'] as const;
export type ControlState = (typeof CONTROL_STATES)[number];

/** Counts to begin with. */
export const noStates = (): Record<ControlState, number> => ({
  violated: 0,
  unknown: 0,
  waived: 0,
  satisfied: 0,
  'not-applicable': 0,
});

const RANK: ReadonlyMap<ControlState, number> = new Map(CONTROL_STATES.map((state, rank) => [state, rank]));
const rankOf = (state: ControlState): number => RANK.get(state) ?? 0;

/** Lower is worse. */
export const compareStates = (a: ControlState, b: ControlState): number => rankOf(a) - rankOf(b);

export const worse = (a: ControlState, b: ControlState): ControlState => (rankOf(a) <= rankOf(b) ? a : b);

/**
 * Only "pass" satisfies. "fixed" was mended and not looked at again; "error", "unknown" and "notchecked" were asked
 * without an answer. Null says nothing at all: the rule was left out of the profile, or is told for information.
 */
const MEANING: Readonly<Record<FeedState, ControlState | null>> = {
  pass: 'satisfied',
  fail: 'violated',
  waived: 'waived',
  error: 'unknown',
  unknown: 'unknown',
  notchecked: 'unknown',
  fixed: 'unknown',
  notapplicable: 'not-applicable',
  notselected: null,
  informational: null,
};

export const meaningOf = (state: FeedState): ControlState | null => MEANING[state];

const DAY_MS = 86_400_000;

/** When it was looked at, in milliseconds; null when nobody says, or says a time more than a day ahead. */
export function timeOfLooking(observedAt: string | null, asOf: string): number | null {
  if (observedAt === null) return null;
  const time = Date.parse(observedAt);
  // Clocks and zones of machines differ by hours; more than that is a wrong clock, and nobody knows how wrong.
  return Number.isNaN(time) || time - Date.parse(asOf) > DAY_MS ? null : time;
}

/** Age in whole days; null when nobody knows when it was looked at. */
export function ageInDays(observedAt: string | null, asOf: string): number | null {
  const time = timeOfLooking(observedAt, asOf);
  return time === null ? null : Math.max(0, Math.floor((Date.parse(asOf) - time) / DAY_MS));
}

export interface Weighed {
  readonly state: ControlState;
  /** Older than is taken as evidence, or of unknown age. */
  readonly stale: boolean;
}

/**
 * The state a piece of evidence gives. What is stale no longer shows that something is well: it becomes unknown. What
 * it showed to be broken stays broken until somebody looks again.
 */
export function weigh(
  evidence: Pick<ControlEvidence, 'state' | 'observedAt'>,
  asOf: string,
  staleAfterDays: number,
): Weighed | null {
  const state = meaningOf(evidence.state);
  if (state === null) return null;
  const age = ageInDays(evidence.observedAt, asOf);
  const stale = age === null || age > staleAfterDays;
  return { state: stale && (state === 'satisfied' || state === 'not-applicable') ? 'unknown' : state, stale };
}
