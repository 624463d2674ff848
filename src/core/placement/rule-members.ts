/** Whom a rule of sites.yaml speaks of: the workloads its filter matches, one set per value of `each`. */

import type { Workload } from '../model/workload.ts';
import type { PlacementRule } from '../policy/site.ts';
import type { PlacementInput } from './input.ts';

export interface RuleMembers {
  /** Rows by subject, ascending; subjects in order. Without `each` there is one subject. */
  readonly sets: ReadonlyMap<string, readonly number[]>;
  /** What to say about whom it could not judge; empty when it could judge all. */
  readonly notes: readonly string[];
}

/** What `each` reads of a workload: a key that tells values apart, and what people call it. */
const EACH = {
  application: ({ facts }: Workload) => facts.application?.toLowerCase(),
  // Clusters of different places may have one name.
  cluster: ({ facts }: Workload) =>
    facts.cluster === undefined
      ? undefined
      : [facts.cluster, facts.datacenter, facts.platform]
          .filter((part) => part !== undefined)
          .join(' of ')
          .toLowerCase(),
} as const;

/**
 * Rows that the rule matches. Where the answer is unknown the rule does not bind, unless unknown policy is not allowed:
 * then it binds as if it matched.
 */
export function matchedRows(
  rule: Pick<PlacementRule, 'id' | 'match'>,
  input: Pick<PlacementInput, 'matcher' | 'sites'>,
  workloads: readonly Workload[],
): { readonly rows: readonly number[]; readonly notes: readonly string[] } {
  const { match } = rule;
  if (match === undefined) return { rows: [...workloads.keys()], notes: [] };
  const test = input.matcher(match);
  const binds = input.sites.placement.allowUnknownPolicy === false;
  const needed = new Set<string>();
  let unknown = 0;
  const rows: number[] = [];
  for (const [row, workload] of workloads.entries()) {
    const answer = test(workload);
    if (answer === true) rows.push(row);
    if (typeof answer === 'boolean') continue;
    unknown += 1;
    for (const need of answer.needs) needed.add(need);
    if (binds) rows.push(row);
  }
  if (unknown === 0) return { rows, notes: [] };
  const facts = [...needed].sort().join(', ');
  const note = binds
    ? `the rule ${rule.id} binds ${unknown} workloads of which it is not known whether it matches them: needs ${facts}.`
    : `It is not known whether the rule ${rule.id} matches ${unknown} workloads, and it does not bind them: needs ${facts}; set placement.allowUnknownPolicy to false to have it bind them.`;
  return { rows, notes: [note.charAt(0).toUpperCase() + note.slice(1)] };
}

export function membersOf(
  rule: Pick<PlacementRule, 'id' | 'match'> & { readonly each?: 'application' | 'cluster' | undefined },
  input: Pick<PlacementInput, 'matcher' | 'sites'>,
  workloads: readonly Workload[],
): RuleMembers {
  const { rows, notes } = matchedRows(rule, input, workloads);
  const { each } = rule;
  if (each === undefined) return { sets: new Map([[rule.match ?? 'all workloads', rows]]), notes };
  const sets = new Map<string, number[]>();
  let without = 0;
  for (const row of rows) {
    const workload = workloads[row];
    const key = workload === undefined ? undefined : EACH[each](workload);
    if (key === undefined) without += 1;
    else {
      const set = sets.get(key);
      if (set === undefined) sets.set(key, [row]);
      else set.push(row);
    }
  }
  const more =
    without === 0
      ? []
      : [`${without} workloads that the rule ${rule.id} matches have no known ${each}: it does not bind them.`];
  return { sets: new Map([...sets].sort(([a], [b]) => (a < b ? -1 : 1))), notes: [...notes, ...more] };
}
