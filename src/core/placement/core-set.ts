/**
 * The undecided workloads: nearly indifferent between sites at the relaxation's prices. With exact prices only about
 * as many are as there are priced limits; everybody else is where the bound wants them, so the search can leave them
 * alone.
 */

import type { Relaxation } from './bound.ts';
import { regrets } from './construct.ts';
import { wantedSites } from './open-sites.ts';
import { sortByKey } from './radix.ts';
import type { PlacementState } from './state.ts';

export interface CoreSet {
  readonly workloads: Uint32Array;
  /** How many, from the front, are unplaced or not where the prices want them. */
  readonly misplaced: number;
  /** Sites worth trying for each of them, cheapest at the relaxation's prices first. */
  readonly sites: readonly Uint16Array[];
}

const PER_LIMIT = 12;
const SMALLEST = 60;
const EPSILON = 1e-7;
const MOST_SITES = 6;

/** Unplaced workloads belong to it first, then those who are not where the prices want them, then the least decided. */
export function* undecided(
  state: PlacementState,
  relaxation: Relaxation,
  perLimit = PER_LIMIT,
): Generator<void, CoreSet, void> {
  const { problem } = state;
  const rank = new Float64Array(problem.workloads);
  yield* regrets(state, relaxation, rank);
  let placeable = 0;
  const wanted = relaxation.lists.groups === 0 ? null : yield* wantedSites(relaxation);
  const rows = new Int32Array(relaxation.lists.rows.length);
  for (let position = 0; position < rows.length; position += 1) {
    const workload = relaxation.lists.rows[position] as number;
    if ((rank[workload] as number) < 0) continue;
    rows[placeable] = workload;
    placeable += 1;
    const site = state.assigned[workload] as number;
    if (wanted !== null && position >= relaxation.lists.alone) {
      rank[workload] = site < 0 ? -Infinity : rankInGroup(relaxation, wanted, workload, site);
      continue;
    }
    const loss = site < 0 ? Infinity : relaxation.reducedCost(workload, site) - relaxation.lists.cheapestAt(position);
    if (loss > EPSILON) rank[workload] = -loss;
    if (position % 20_000 === 19_999) yield;
  }
  yield;
  const size = Math.max(SMALLEST, perLimit * problem.sites * problem.resources.length);
  const workloads = Uint32Array.from(sortByKey(rows.subarray(0, placeable), rank).subarray(0, size));
  let misplaced = 0;
  while (misplaced < workloads.length && (rank[workloads[misplaced] as number] as number) < 0) misplaced += 1;
  return { workloads, misplaced, sites: Array.from(workloads, (workload) => nearSites(relaxation, wanted, workload)) };
}

/** Minus what is lost at a site that is not the best, else how much better it is than the second. */
function rankInGroup(relaxation: Relaxation, wanted: Uint8Array, workload: number, site: number): number {
  let first = Infinity;
  let second = Infinity;
  for (let other = 0; other < relaxation.problem.sites; other += 1) {
    const value = valueAt(relaxation, wanted, workload, other);
    if (value < first) {
      second = first;
      first = value;
    } else if (value < second) second = value;
  }
  const loss = valueAt(relaxation, wanted, workload, site) - first;
  return loss > EPSILON ? -loss : second - first;
}

/** A site that the workload's group would not use costs it one further site. */
function valueAt(relaxation: Relaxation, wanted: Uint8Array | null, workload: number, site: number): number {
  const { problem } = relaxation;
  const value = relaxation.reducedCost(workload, site);
  const group = problem.group[workload] as number;
  if (wanted === null || group < 0 || wanted[group * problem.sites + site] === 1) return value;
  return value + problem.splitUsdPerMonth;
}

function nearSites(relaxation: Relaxation, wanted: Uint8Array | null, workload: number): Uint16Array {
  const found: { site: number; value: number }[] = [];
  for (let site = 0; site < relaxation.problem.sites; site += 1) {
    const value = valueAt(relaxation, wanted, workload, site);
    if (value < Infinity) found.push({ site, value });
  }
  found.sort((a, b) => a.value - b.value || a.site - b.site);
  return Uint16Array.from(found.slice(0, MOST_SITES), (entry) => entry.site);
}
