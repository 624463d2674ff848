/**
 * The problem of a drill: the struck units alone, in what the survivors leave. Survivors stand still: their load is
 * taken off every limit, their weight off every cap, and links to them say which sites are near enough.
 */

import type { Cap, Link, Problem } from './problem.ts';
import { preferenceUsd } from './state.ts';

export interface StruckProblem {
  readonly problem: Problem;
  /** Unit of each row of it. */
  readonly units: Int32Array;
}

/**
 * @param whole over units, with the limits of the drill and the lost sites closed
 * @param plan site of each unit before, or -1
 * @param struck 1 for units to be placed again
 */
export function struckProblem(whole: Problem, plan: Int32Array, struck: Uint8Array): StruckProblem {
  const { sites, resources } = whole;
  const width = resources.length;
  const units = Int32Array.from([...struck.keys()].filter((unit) => struck[unit] === 1));
  const rowOf = new Int32Array(whole.workloads).fill(-1);
  for (const [row, unit] of units.entries()) rowOf[unit] = row;
  const slice = (values: Float64Array, each: number): Float64Array => {
    const part = new Float64Array(units.length * each);
    for (const [row, unit] of units.entries()) part.set(values.subarray(unit * each, (unit + 1) * each), row * each);
    return part;
  };
  const cost = slice(whole.cost, sites);
  const reason = new Uint32Array(units.length * sites);
  for (const [row, unit] of units.entries())
    reason.set(whole.reason.subarray(unit * sites, (unit + 1) * sites), row * sites);
  const links = splitLinks(whole, plan, rowOf, cost, reason);
  const group = units.map((unit) => whole.group[unit] ?? -1);
  return {
    units,
    problem: {
      ...whole,
      workloads: units.length,
      workloadIds: Array.from(units, (unit) => whole.workloadIds[unit] ?? ''),
      need: slice(whole.need, width),
      limit: roomLeft(whole, plan, struck),
      cost,
      reason,
      current: units.map((unit) => whole.current[unit] ?? -1),
      group,
      caps: whole.caps.flatMap((cap) => capLeft(cap, plan, rowOf) ?? []),
      links: links.within,
      ...links.preferences,
    },
  };
}

function roomLeft({ workloads, limit, need, resources }: Problem, plan: Int32Array, struck: Uint8Array): Float64Array {
  const width = resources.length;
  const left = limit.slice();
  for (let unit = 0; unit < workloads; unit += 1) {
    const site = plan[unit] ?? -1;
    if (site < 0 || struck[unit] === 1) continue;
    for (let k = 0; k < width; k += 1)
      left[site * width + k] = (left[site * width + k] ?? 0) - (need[unit * width + k] ?? 0);
  }
  return left.map((room) => Math.max(0, room));
}

function capLeft(cap: Cap, plan: Int32Array, rowOf: Int32Array): Cap | undefined {
  const most = cap.most.slice();
  const members: number[] = [];
  const weight: number[] = [];
  for (const [position, unit] of cap.members.entries()) {
    const each = cap.weight === null ? 1 : (cap.weight[position] ?? 0);
    const row = rowOf[unit] ?? -1;
    if (row >= 0) {
      members.push(row);
      weight.push(each);
      continue;
    }
    const bucket = cap.bucket[plan[unit] ?? -1] ?? -1;
    if (bucket >= 0) most[bucket] = Math.max(0, (most[bucket] ?? 0) - each);
  }
  if (members.length === 0) return undefined;
  return { ...cap, members: Int32Array.from(members), weight: Float64Array.from(weight), most };
}

/** Links among the struck stay links; a survivor at the other end closes sites (hard) or makes them dearer (soft). */
function splitLinks(
  whole: Problem,
  plan: Int32Array,
  rowOf: Int32Array,
  cost: Float64Array,
  reason: Uint32Array,
): { readonly within: readonly Link[]; readonly preferences: Pick<Problem, 'preference' | 'preferenceUsdPerMonth'> } {
  const { sites } = whole;
  const within: Link[] = [];
  const wishes = new Map<number, Float64Array>();
  const wishesOf = (row: number): Float64Array => {
    let prices = wishes.get(row);
    if (prices === undefined) wishes.set(row, (prices = new Float64Array(sites)));
    return prices;
  };
  for (const [unit, row] of rowOf.entries()) {
    if (row < 0 || (whole.preference[unit] ?? -1) < 0) continue;
    const prices = wishesOf(row);
    for (let site = 0; site < sites; site += 1) prices[site] = preferenceUsd(whole, unit, site);
  }
  for (const link of whole.links) {
    const [a, b] = [rowOf[link.a] ?? -1, rowOf[link.b] ?? -1];
    if (a >= 0 && b >= 0) {
      within.push({ ...link, a, b });
      continue;
    }
    const row = Math.max(a, b);
    const there = plan[a >= 0 ? link.b : link.a] ?? -1;
    if (row < 0 || there < 0) continue;
    for (let site = 0; site < sites; site += 1) {
      if (whole.near[link.class]?.[site * sites + there] === 1) continue;
      if (link.breakUsdPerMonth === Infinity) {
        cost[row * sites + site] = Infinity;
        // Any code but 0: the words come from the state of the whole afterwards.
        reason[row * sites + site] ||= 1;
      } else {
        const prices = wishesOf(row);
        prices[site] = (prices[site] ?? 0) + link.breakUsdPerMonth;
      }
    }
  }
  const preference = new Int32Array(rowOf.reduce((most, row) => Math.max(most, row), -1) + 1).fill(-1);
  const preferenceUsdPerMonth = new Float64Array(wishes.size * sites);
  for (const [number, [row, prices]] of [...wishes].entries()) {
    preference[row] = number;
    preferenceUsdPerMonth.set(prices, number * sites);
  }
  return { within, preferences: { preference, preferenceUsdPerMonth } };
}
