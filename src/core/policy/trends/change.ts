/** What became of a finding from one check to the next. */

export const FINDING_CHANGES = ['new', 'open', 'reopened', 'waived', 'resolved'] as const;
export type FindingChange = (typeof FINDING_CHANGES)[number];

/** As a finding counts: a waived one is neither violated nor unknown. */
export type CountedState = 'violated' | 'unknown' | 'waived';

/** A finding of the check before. */
export interface OpenFinding {
  readonly state: CountedState;
  /** The check that saw it first, without a gap since. */
  readonly since: { readonly generation: number; readonly at: string };
}

/**
 * new: was not there. open: still broken or undecided. reopened: was waived and is not any more. waived: covered now,
 * whether it was before or not. resolved: is not there any more.
 */
export function changeOf(before: CountedState | undefined, now: CountedState): Exclude<FindingChange, 'resolved'>;
export function changeOf(before: CountedState | undefined, now: CountedState | undefined): FindingChange | undefined;
export function changeOf(before: CountedState | undefined, now: CountedState | undefined): FindingChange | undefined {
  if (now === undefined) return before === undefined ? undefined : 'resolved';
  if (now === 'waived') return 'waived';
  if (before === undefined) return 'new';
  return before === 'waived' ? 'reopened' : 'open';
}
