/** Which machines of an estate go together: by their calls, and the quiet ones by their names. */

import type { Application } from '../model/estate.ts';
import type { Pair } from './affinity.ts';
import { bondSteps } from './bonds.ts';

/** Groups by their calls, then machines nobody was seen to call or be called by, by their names. In steps of some milliseconds. */
export function* groupsOf(
  ids: readonly string[],
  pairs: readonly Pair[],
  shared: ReadonlySet<string>,
  applicationOf: ReadonlyMap<string, Application>,
  stems: ReadonlyMap<string, string>,
): Generator<void, string[][]> {
  const nodes = ids.filter((id) => !shared.has(id));
  const place = new Map(nodes.map((id, index) => [id, index]));
  const labelOf = new Map(
    [...new Set([...applicationOf.values()].map(({ id }) => id))].sort().map((id, at) => [id, at]),
  );
  const labels = nodes.map((id) => labelOf.get(applicationOf.get(id)?.id ?? '') ?? -1);
  const edges = pairs.flatMap(({ a, b, weight }) => {
    const [x, y] = [place.get(a), place.get(b)];
    return x === undefined || y === undefined ? [] : [{ a: x, b: y, weight }];
  });
  const roots = yield* bondSteps(nodes.length, edges, labels);
  const byRoot = new Map<number, string[]>();
  nodes.forEach((id, index) => {
    const root = roots[index] ?? index;
    const members = byRoot.get(root);
    if (members === undefined) byRoot.set(root, [id]);
    else members.push(id);
  });
  const groups = [...byRoot.values()];
  return joinByName(
    groups,
    stems,
    applicationOf,
    new Set(edges.flatMap(({ a, b }) => [nodes[a] ?? '', nodes[b] ?? ''])),
  );
}

/** A machine without calls joins the one group of which most names have its stem. Two groups of one stem: nothing tells. */
function joinByName(
  groups: readonly string[][],
  stems: ReadonlyMap<string, string>,
  applicationOf: ReadonlyMap<string, Application>,
  talking: ReadonlySet<string>,
): string[][] {
  const quiet = (members: readonly string[]): boolean => {
    const [only] = members;
    return only !== undefined && members.length === 1 && !talking.has(only) && !applicationOf.has(only);
  };
  const groupOfStem = new Map<string, string[] | null>();
  for (const members of groups) {
    if (quiet(members)) continue;
    const counts = new Map<string, number>();
    for (const id of members) {
      const stem = stems.get(id);
      if (stem !== undefined) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    }
    for (const [stem, count] of counts)
      if (count >= 2 && count * 2 > members.length) groupOfStem.set(stem, groupOfStem.has(stem) ? null : members);
  }
  const grown = new Set<string[]>();
  const left = groups.filter((members) => {
    if (!quiet(members)) return true;
    const [only = ''] = members;
    const joined = groupOfStem.get(stems.get(only) ?? '');
    if (joined === undefined || joined === null) return true;
    joined.push(only);
    grown.add(joined);
    return false;
  });
  for (const members of grown) members.sort();
  return left;
}
