/** Machines that serve several applications: a database server, a message broker. They join none, so glue none. */

import { bondGroups } from './bonds.ts';
import type { Pair } from './affinity.ts';

/** A group that holds this share of what is called from it owns the machine. */
const OWNED_SHARE = 0.6;
/** From this many callers on, callers that stand alone count as groups of their own. */
const MANY_CALLERS = 8;
const FEWEST_CALLERS = 3;

export interface SharedService {
  readonly id: string;
  readonly callers: number;
  readonly groups: number;
}

export interface SharedInput {
  /** Sorted. */
  readonly ids: readonly string[];
  readonly pairs: readonly Pair[];
  readonly callers: ReadonlyMap<string, ReadonlySet<string>>;
  readonly stems: ReadonlyMap<string, string>;
  /** Application by workload, where one is known. */
  readonly applications: ReadonlyMap<string, string>;
}

/**
 * The called machines are taken out, the rest is grouped, and each is judged by whom its callers belong to then. A
 * machine that belongs to a known application is not shared: somebody said whose it is.
 */
export function sharedServices(input: SharedInput): readonly SharedService[] {
  const { ids, callers, applications } = input;
  const candidates = new Set(
    ids.filter((id) => (callers.get(id)?.size ?? 0) >= FEWEST_CALLERS && !applications.has(id)),
  );
  if (candidates.size === 0) return [];
  const groupOf = groupsWithout(candidates, input);
  const shared: SharedService[] = [];
  for (const id of candidates) {
    const callersOf = [...(callers.get(id) ?? [])].sort();
    const counts = new Map<string, number>();
    for (const caller of callersOf) {
      const group = groupOf(caller) ?? (callersOf.length >= MANY_CALLERS ? `alone ${caller}` : undefined);
      if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1);
    }
    const most = Math.max(0, ...counts.values());
    if (counts.size >= 2 && most < OWNED_SHARE * callersOf.length)
      shared.push({ id, callers: callersOf.length, groups: counts.size });
  }
  return shared;
}

/** Group by workload: its application, those it is bound to, or those with its name's stem. Undefined: it stands alone. */
function groupsWithout(
  candidates: ReadonlySet<string>,
  { ids, pairs, stems, applications }: SharedInput,
): (id: string) => string | undefined {
  const rest = ids.filter((id) => !candidates.has(id));
  const place = new Map(rest.map((id, index) => [id, index]));
  const labelOf = new Map([...new Set(applications.values())].sort().map((name, index) => [name, index]));
  const labels = rest.map((id) => labelOf.get(applications.get(id) ?? '') ?? -1);
  const edges = pairs.flatMap(({ a, b, weight }) => {
    const [x, y] = [place.get(a), place.get(b)];
    return x === undefined || y === undefined ? [] : [{ a: x, b: y, weight }];
  });
  const roots = bondGroups(rest.length, edges, labels);
  const sizes = new Map<number, number>();
  for (const root of roots) sizes.set(root, (sizes.get(root) ?? 0) + 1);
  const holders = new Map<string, number>();
  for (const id of rest) {
    const stem = stems.get(id);
    if (stem !== undefined) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  }
  // Members of one bound group often carry one stem: the stem joins what the missing hub held together.
  return (id) => {
    const application = applications.get(id);
    if (application !== undefined) return `application ${application}`;
    const stem = stems.get(id);
    if (stem !== undefined && (holders.get(stem) ?? 0) > 1) return `stem ${stem}`;
    const root = roots[place.get(id) ?? -1];
    return root !== undefined && (sizes.get(root) ?? 0) > 1 ? `group ${rest[root] ?? ''}` : undefined;
  };
}
