/**
 * What forcing a unit adds at least: the bound at the prices of capacity falls apart into units and applications, so
 * only the forced one's share of it has to be worked out anew.
 */

import { Relaxation } from './bound.ts';
import type { Cap, Problem } from './problem.ts';
import { runThrough } from './run-through.ts';
import { ascend } from './subgradient.ts';

/** Pairs up to which prices are made here when none are given. */
const SMALL = 200_000;
const ITERATIONS = 300;
/** Sums of many products are not exact; the estimate stays below the truth. */
const ROUNDING = 1e-9;

export interface ForcePrices {
  /** USD per unit, [site * resources + resource]. */
  readonly prices: Float64Array;
  /** USD per unit of each cap's `most`, in the order of caps and buckets; empty: none. */
  readonly capPrices: Float64Array;
}

/**
 * @param objective of the plan, with `penalty` for each unit without a place
 * @returns what forcing the unit to the site adds to the objective at least
 */
export function createForceBound(
  problem: Problem,
  penalty: number,
  objective: number,
  given: ForcePrices | undefined,
): (unit: number, site: number) => number {
  const whole = new Relaxation(problem, penalty, () => true, problem.workloads > 16_000 ? { keep: 1 } : {});
  if (given !== undefined && given.prices.length === whole.multipliers.length) {
    whole.prices.set(given.prices);
    const caps = whole.prices.length - given.prices.length;
    if (given.capPrices.length === caps) whole.prices.set(given.capPrices, given.prices.length);
  } else if (problem.workloads * problem.sites <= SMALL) {
    for (const step of ascend(whole, () => objective, ITERATIONS)) void step;
  }
  const bound = runThrough(whole.select());
  const slack = bound - objective - ROUNDING * Math.abs(objective);
  const shares = new Map<
    number,
    { readonly part: Problem; readonly members: readonly number[]; readonly free: number }
  >();
  const shareOf = (part: Problem): number => {
    const relaxation = new Relaxation(part, penalty);
    relaxation.prices.set(whole.prices);
    return runThrough(relaxation.select());
  };
  return (unit, site) => {
    const group = problem.splitUsdPerMonth > 0 ? (problem.group[unit] ?? -1) : -1;
    const key = group < 0 ? unit : problem.workloads + group;
    let share = shares.get(key);
    if (share === undefined) {
      const members = group < 0 ? [unit] : [...problem.group.keys()].filter((each) => problem.group[each] === group);
      const part = only(problem, members);
      shares.set(key, (share = { part, members, free: shareOf(part) }));
    }
    const forced = closeOthers(share.part, share.members.indexOf(unit), site);
    return slack + shareOf(forced) - share.free;
  };
}

/** Some of the workloads, with the limits and caps of all: what is constant in the bound stays the same. */
function only(problem: Problem, members: readonly number[]): Problem {
  const { sites, resources } = problem;
  const width = resources.length;
  const rowOf = new Map(members.map((member, row) => [member, row]));
  const rows = (values: Float64Array, each: number): Float64Array =>
    Float64Array.from(members.flatMap((member) => [...values.subarray(member * each, (member + 1) * each)]));
  const picked = (values: Int32Array): Int32Array => Int32Array.from(members, (member) => values[member] ?? -1);
  return {
    ...problem,
    workloads: members.length,
    workloadIds: members.map((member) => problem.workloadIds[member] ?? ''),
    need: rows(problem.need, width),
    cost: rows(problem.cost, sites),
    reason: new Uint32Array(members.length * sites),
    current: picked(problem.current),
    group: picked(problem.group),
    preference: picked(problem.preference),
    caps: problem.caps.map((cap) => capOf(cap, rowOf)),
    links: [],
  };
}

function capOf(cap: Cap, rowOf: ReadonlyMap<number, number>): Cap {
  const kept = [...cap.members.entries()].filter(([, member]) => rowOf.has(member));
  return {
    ...cap,
    members: Int32Array.from(kept, ([, member]) => rowOf.get(member) ?? 0),
    weight: cap.weight === null ? null : Float64Array.from(kept, ([position]) => cap.weight?.[position] ?? 0),
  };
}

function closeOthers(problem: Problem, row: number, site: number): Problem {
  const cost = problem.cost.slice();
  for (let other = 0; other < problem.sites; other += 1)
    if (other !== site) cost[row * problem.sites + other] = Infinity;
  return { ...problem, cost };
}
