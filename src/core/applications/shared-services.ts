/** Machines that serve several applications: a database server, a message broker. They join none, so glue none. */

import type { Pair } from './affinity.ts';
import { bondSteps } from './bonds.ts';

/** A group that holds this share of what is called from it owns the machine. */
const OWNED_SHARE = 0.6;
/** From this many callers on, a machine may glue what it serves, and callers that stand alone count as groups. */
const MANY_CALLERS = 8;
const FEWEST_CALLERS = 3;
const JUDGED_PER_STEP = 1000;

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
 * Each called machine is judged by whom its callers belong to when the machines that many call are taken out. A machine
 * that belongs to a known application is not shared: somebody said whose it is. In steps of some milliseconds.
 */
export function* sharedServices(input: SharedInput): Generator<void, readonly SharedService[]> {
  const { ids, callers, applications } = input;
  const called = ids.filter((id) => (callers.get(id)?.size ?? 0) >= FEWEST_CALLERS && !applications.has(id));
  if (called.length === 0) return [];
  const family = families(input);
  const judge = judgeOf(input);
  const hubs = new Set(called.filter((id) => (callers.get(id)?.size ?? 0) >= MANY_CALLERS && !judge(id, family).owned));
  yield;
  const apart = yield* groups(input, hubs);
  // Machines of one application that all call each other are hubs to each other: they are looked up in the whole, which
  // is made only where one hub calls another machine that is judged.
  const asked = called.some((id) => [...(callers.get(id) ?? [])].some((caller) => hubs.has(caller) && !family(caller)));
  const together = asked ? yield* groups(input, new Set()) : apart;
  const groupOf = (id: string): string | undefined => family(id) ?? (hubs.has(id) ? together(id) : apart(id));
  const shared: SharedService[] = [];
  for (const [index, id] of called.entries()) {
    const { owned, groups: found } = judge(id, groupOf);
    if (!owned && found >= 2) shared.push({ id, callers: callers.get(id)?.size ?? 0, groups: found });
    if (index % JUDGED_PER_STEP === 0) yield;
  }
  return shared;
}

type GroupOf = (id: string) => string | undefined;

/** Judges by weight: a caller that was seen once must not count like one that calls all day. */
function judgeOf({
  pairs,
  callers,
}: SharedInput): (id: string, groupOf: GroupOf) => { owned: boolean; groups: number } {
  const weightOf = new Map(pairs.map(({ a, b, weight }) => [`${a}|${b}`, weight]));
  return (id, groupOf) => {
    const callersOf = [...(callers.get(id) ?? [])].sort();
    const weights = new Map<string, number>();
    let all = 0;
    for (const caller of callersOf) {
      const weight = weightOf.get(caller < id ? `${caller}|${id}` : `${id}|${caller}`) ?? 0;
      all += weight;
      const group = groupOf(caller) ?? (callersOf.length >= MANY_CALLERS ? `alone ${caller}` : undefined);
      if (group !== undefined) weights.set(group, (weights.get(group) ?? 0) + weight);
    }
    let most = 0;
    for (const weight of weights.values()) most = Math.max(most, weight);
    return { owned: most >= OWNED_SHARE * all, groups: weights.size };
  };
}

/** The application somebody named, else those with its name's stem. */
function families({ ids, stems, applications }: SharedInput): GroupOf {
  const holders = new Map<string, number>();
  for (const id of ids) {
    const stem = stems.get(id);
    if (stem !== undefined) holders.set(stem, (holders.get(stem) ?? 0) + 1);
  }
  return (id) => {
    const application = applications.get(id);
    if (application !== undefined) return `application ${application}`;
    const stem = stems.get(id);
    return stem !== undefined && (holders.get(stem) ?? 0) > 1 ? `stem ${stem}` : undefined;
  };
}

/** Those it is bound to when these machines are left out; undefined for one that stands alone then. */
function* groups({ ids, pairs, applications }: SharedInput, without: ReadonlySet<string>): Generator<void, GroupOf> {
  const rest = ids.filter((id) => !without.has(id));
  const place = new Map(rest.map((id, index) => [id, index]));
  const labelOf = new Map([...new Set(applications.values())].sort().map((name, index) => [name, index]));
  const labels = rest.map((id) => labelOf.get(applications.get(id) ?? '') ?? -1);
  const edges = pairs.flatMap(({ a, b, weight }) => {
    const [x, y] = [place.get(a), place.get(b)];
    return x === undefined || y === undefined ? [] : [{ a: x, b: y, weight }];
  });
  const roots = yield* bondSteps(rest.length, edges, labels);
  const sizes = new Map<number, number>();
  for (const root of roots) sizes.set(root, (sizes.get(root) ?? 0) + 1);
  return (id) => {
    const root = roots[place.get(id) ?? -1];
    return root !== undefined && (sizes.get(root) ?? 0) > 1 ? `group ${rest[root] ?? ''}` : undefined;
  };
}
