/**
 * Which words of a subject still stand. A later round of the same questions replaces an earlier one as a whole: in one
 * round the same rule may speak of several disks or partitions, and the last of them says nothing of the others.
 */

import { timeOfLooking } from './states.ts';
import type { Statement } from './subjects.ts';

export interface Said {
  readonly statement: Statement;
  /** Which object of the subject it speaks of, where the feed says so. */
  readonly object: string | undefined;
}

/**
 * The newest round of each rule under each profile and of each object. All words of a round count, so do rounds of one
 * time, and so does a word whose time nobody knows: it neither replaces nor is replaced.
 */
export function newestRounds(said: readonly Said[], asOf: string): readonly Statement[] {
  const timeOf = ({ observedAt }: Statement): number | null => timeOfLooking(observedAt, asOf);
  const rounds = new Map<string, Map<string, number>>();
  for (const each of said) {
    const time = timeOf(each.statement);
    if (time === null) continue;
    const key = keyOf(each);
    const known = rounds.get(key) ?? new Map<string, number>();
    rounds.set(key, known);
    const round = roundOf(each.statement);
    known.set(round, Math.max(time, known.get(round) ?? time));
  }
  const last = new Map([...rounds].map(([key, times]) => [key, Math.max(...times.values())]));
  return said
    .filter((each) => {
      if (timeOf(each.statement) === null) return true;
      const key = keyOf(each);
      return rounds.get(key)?.get(roundOf(each.statement)) === last.get(key);
    })
    .map(({ statement }) => statement);
}

const keyOf = ({ statement: { feed, rule, profile }, object }: Said): string =>
  [feed, rule, profile ?? '', object ?? ''].join('\n');

/** A file of OpenSCAP may hold several scans, each with a time of its own; those of the others show one moment. */
const roundOf = ({ feed, importId, observedAt }: Statement): string =>
  (feed === 'openscap' ? undefined : importId) ?? observedAt ?? '';
