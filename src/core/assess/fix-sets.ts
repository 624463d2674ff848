/**
 * "These three fixes together unblock 410 workloads" (A8): for a target, the set of one fix, of two, of three … that frees
 * most workloads of all their blockers, with least work among equals. Found by looking at every set where there are few
 * enough; else grown one by one and improved by exchanging members, and then said to be so.
 */

import type { Rule } from './rule.ts';
import type { Obstacle } from './summary.ts';
import type { TargetId } from './verdict.ts';

export interface FixInSet {
  readonly ruleId: string;
  readonly label: string;
  readonly remedy: string;
  /** Of the workloads that the whole set unblocks, those this rule stands in the way of. */
  readonly workloads: number;
  /** Rough person-hours to apply it to these. */
  readonly hours: number;
}

export interface FixSet {
  readonly target: TargetId;
  /** By rule id. */
  readonly fixes: readonly FixInSet[];
  /** Workloads that have no blocker left once all of these are done. */
  readonly workloads: number;
  readonly hours: number;
  /** False: no better set was found, but not every set was looked at. */
  readonly exact: boolean;
}

type FixRule = Pick<Rule, 'id' | 'label' | 'remedy' | 'fixHours'>;

export interface FixSetOptions {
  readonly target: TargetId;
  readonly rules: readonly FixRule[];
  /** Largest set; 5 unless set. */
  readonly largest?: number;
  /** Sets that are looked at one by one at most; beyond, they are grown. */
  readonly mostSets?: number;
}

const LARGEST = 5;
const MOST_SETS = 400_000;

/** Workloads that the same blockers hold back. */
interface Group {
  readonly members: readonly number[];
  readonly workloads: number;
  readonly hours: number;
}

interface Found {
  readonly members: readonly number[];
  readonly workloads: number;
  readonly hours: number;
}

const isBetter = (a: Found, b: Found | undefined): boolean =>
  b === undefined || a.workloads > b.workloads || (a.workloads === b.workloads && a.hours < b.hours - 1e-9);

function setsUpTo(largest: number, count: number): number {
  let sets = 0;
  let ofSize = 1;
  for (let size = 1; size <= largest; size += 1) {
    ofSize = (ofSize * (count - size + 1)) / size;
    sets += ofSize;
  }
  return sets;
}

/** The best set of each size, by looking at all of them: each step down counts what one more fix completes. */
function searchAll(groups: readonly Group[], count: number, largest: number): Found[] {
  const holding: Group[][] = Array.from({ length: count }, () => []);
  for (const group of groups) for (const member of group.members) holding[member]?.push(group);
  const left = new Map(groups.map((group) => [group, group.members.length]));
  const best: Found[] = [];
  const members: number[] = [];
  const add = (from: number, workloads: number, hours: number): void => {
    for (let next = from; next < count; next += 1) {
      let [more, work] = [workloads, hours];
      for (const group of holding[next] ?? []) {
        const waiting = (left.get(group) ?? 0) - 1;
        left.set(group, waiting);
        if (waiting > 0) continue;
        more += group.workloads;
        work += group.hours;
      }
      members.push(next);
      const found = { members: [...members], workloads: more, hours: work };
      if (isBetter(found, best[members.length - 1])) best[members.length - 1] = found;
      if (members.length < largest) add(next + 1, more, work);
      members.pop();
      for (const group of holding[next] ?? []) left.set(group, (left.get(group) ?? 0) + 1);
    }
  };
  add(0, 0, 0);
  return best;
}

function worthOf(groups: readonly Group[], members: readonly number[]): Found & { readonly hope: number } {
  const chosen = new Set(members);
  let [workloads, hours, hope] = [0, 0, 0];
  for (const group of groups) {
    const done = group.members.filter((member) => chosen.has(member)).length;
    if (done === group.members.length) {
      workloads += group.workloads;
      hours += group.hours;
    }
    // What is half done tells apart first steps that complete nothing yet.
    hope += (group.workloads * done * done) / group.members.length ** 2;
  }
  return { members, workloads, hours, hope };
}

/** One fix more each time, the one that completes or furthers most; then exchanges as long as they help. */
function grow(groups: readonly Group[], count: number, largest: number): Found[] {
  const best: Found[] = [];
  const all = Array.from({ length: count }, (_, member) => member);
  let members: readonly number[] = [];
  for (let size = 1; size <= Math.min(largest, count); size += 1) {
    let grown: ReturnType<typeof worthOf> | undefined;
    for (const member of all) {
      if (members.includes(member)) continue;
      const tried = worthOf(groups, [...members, member]);
      if (isBetter(tried, grown) || (tried.workloads === grown?.workloads && tried.hope > grown.hope)) grown = tried;
    }
    if (grown === undefined) break;
    const found = exchange(groups, all, grown);
    members = found.members;
    best.push({ ...found, members: found.members.toSorted((a, b) => a - b) });
  }
  return best;
}

function exchange(groups: readonly Group[], all: readonly number[], from: Found): Found {
  let best = from;
  for (let improved = true; improved;) {
    improved = false;
    for (const out of best.members) {
      for (const member of all) {
        if (best.members.includes(member)) continue;
        const tried = worthOf(groups, [...best.members.filter((other) => other !== out), member]);
        if (!isBetter(tried, best)) continue;
        best = tried;
        improved = true;
        break;
      }
      if (improved) break;
    }
  }
  return best;
}

/** The best set of each size, smallest first. A larger one that neither frees more nor spares work is left out. */
export function fixSets(obstacles: readonly Obstacle[], options: FixSetOptions): readonly FixSet[] {
  const { target, rules, largest = LARGEST, mostSets = MOST_SETS } = options;
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const blocked = obstacles.filter(
    (obstacle) => obstacle.target === target && obstacle.blockers.length > 0 && obstacle.blockers.length <= largest,
  );
  const ids = [...new Set(blocked.flatMap(({ blockers }) => blockers))].sort();
  const numbers = new Map(ids.map((id, number) => [id, number]));
  const groups = new Map<string, { members: readonly number[]; workloads: number; hours: number }>();
  for (const { blockers, workloads } of blocked) {
    const members = blockers.map((id) => numbers.get(id) ?? -1).sort((a, b) => a - b);
    const hoursEach = blockers.reduce((sum, id) => sum + (byId.get(id)?.fixHours ?? 0), 0);
    const group = groups.get(members.join()) ?? { members, workloads: 0, hours: 0 };
    group.workloads += workloads;
    group.hours += workloads * hoursEach;
    groups.set(members.join(), group);
  }
  const all = [...groups.values()];
  const exact = setsUpTo(Math.min(largest, ids.length), ids.length) <= mostSets;
  const best = (exact ? searchAll : grow)(all, ids.length, largest);
  const useful = best.filter((found, index) => found.workloads > 0 && isBetter(found, best[index - 1]));
  return useful.map((found) => ({ target, exact, ...described(found, all, ids, byId) }));
}

function described(
  { members, workloads, hours }: Found,
  groups: readonly Group[],
  ids: readonly string[],
  rules: ReadonlyMap<string, FixRule>,
): Pick<FixSet, 'fixes' | 'workloads' | 'hours'> {
  const chosen = new Set(members);
  const freed = groups.filter((group) => group.members.every((member) => chosen.has(member)));
  const fixes = members.flatMap((member) => {
    const ruleId = ids[member] ?? '';
    const mine = freed.filter((group) => group.members.includes(member)).reduce((sum, one) => sum + one.workloads, 0);
    // A member that frees nobody only fills the set up to its size.
    if (mine === 0) return [];
    const { label = ruleId, remedy = '', fixHours = 0 } = rules.get(ruleId) ?? {};
    return [{ ruleId, label, remedy, workloads: mine, hours: rounded(mine * fixHours) }];
  });
  return { fixes, workloads, hours: rounded(hours) };
}

const rounded = (hours: number): number => Math.round(hours * 10) / 10;

/** Sets of all targets but staying, the most worthwhile first: workloads freed squared by hours, as single fixes are. */
export function rankedFixSets(
  obstacles: readonly Obstacle[],
  options: Omit<FixSetOptions, 'target'> & { readonly limit: number },
): readonly FixSet[] {
  const targets = [...new Set(obstacles.map(({ target }) => target))].filter((target) => target !== 'stay').sort();
  const worth = ({ workloads, hours }: FixSet): number => workloads ** 2 / Math.max(hours, 0.1);
  return targets
    .flatMap((target) => fixSets(obstacles, { ...options, target }))
    .map((set, place) => ({ set, place }))
    .sort((a, b) => worth(b.set) - worth(a.set) || a.place - b.place)
    .slice(0, options.limit)
    .map(({ set }) => set);
}
