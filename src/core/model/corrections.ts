/** Whose word counts for a fact, by a person's decision instead of the sources' precedence (D8). */

import { membersMeant } from './identity-decisions.ts';
import type { Subject } from './identity-decisions.ts';
import { memberOf } from './identity-row.ts';
import type { IdentityRow, Member } from './identity-row.ts';
import type { FactKey } from './workload.ts';

export interface FactCorrection {
  readonly id: string;
  readonly fact: FactKey;
  /** Source whose word counts where it has one. */
  readonly sourceId: string;
  /** Why, as the workload shows it: "corrected by hand: anna prefers fra-vc01 (tags are kept there)". */
  readonly note: string;
  /** Absent: for every workload. */
  readonly subject?: Subject;
}

/** The corrections of a machine, by the keys of its observations; of two on one fact only the one that counts. */
export type CorrectionsFor = (keys: readonly string[]) => ReadonlyMap<FactKey, FactCorrection>;

const NONE: ReadonlyMap<FactKey, FactCorrection> = new Map();

/**
 * Finds out which corrections mean which machines. One for a single workload goes before one for all, then the later.
 *
 * @param corrections the oldest first.
 * @param rows of all observations, or at least of all that a correction may mean.
 */
export function correctionsFor(corrections: readonly FactCorrection[], rows: Iterable<IdentityRow>): CorrectionsFor {
  if (corrections.length === 0) return () => NONE;
  const general = new Map<FactKey, FactCorrection>();
  const single = corrections.filter((each) => each.subject !== undefined);
  for (const each of corrections) if (each.subject === undefined) general.set(each.fact, each);
  const byMember = new Map<string, Map<FactKey, FactCorrection>>();
  if (single.length > 0) {
    const members = new Map<string, Member>();
    for (const row of rows) members.set(row.key, memberOf(row));
    for (const each of single) {
      for (const { row } of each.subject === undefined ? [] : membersMeant(each.subject, members)) {
        const known = byMember.get(row.key) ?? new Map<FactKey, FactCorrection>();
        byMember.set(row.key, known.set(each.fact, each));
      }
    }
  }
  const order = new Map(corrections.map((each, index) => [each, index]));
  return (keys) => {
    const own = keys.flatMap((key) => [...(byMember.get(key) ?? [])]);
    if (own.length === 0) return general;
    own.sort(([, a], [, b]) => (order.get(a) ?? 0) - (order.get(b) ?? 0));
    return new Map([...general, ...own]);
  };
}
