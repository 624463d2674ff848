/** A first assignment: those who lose most by not getting their first choice choose first, at the relaxation's prices. */

import type { Relaxation } from './bound.ts';
import { wantedSites } from './open-sites.ts';
import { sortByKey } from './radix.ts';
import type { PlacementState } from './state.ts';

const CHUNK = 20_000;

/** Fills an empty state. What finds no room stays unplaced. */
export function* construct(state: PlacementState, relaxation: Relaxation): Generator<void, void, void> {
  const regret = new Float64Array(state.problem.workloads);
  yield* regrets(state, relaxation, regret);
  for (let row = 0; row < regret.length; row += 1) regret[row] = -(regret[row] as number);
  const order = sortByKey(relaxation.lists.rows, regret);
  const wanted = yield* wantedSites(relaxation);
  for (let at = 0; at < order.length; at += 1) {
    const workload = order[at] as number;
    const site = cheapestWithRoom(state, relaxation, workload, wanted);
    if (site >= 0) state.move(workload, site);
    if (at % CHUNK === CHUNK - 1) yield;
  }
}

/** Difference between second and first choice of each workload that takes part, at the relaxation's prices. */
export function* regrets(
  state: PlacementState,
  relaxation: Relaxation,
  regret: Float64Array,
): Generator<void, void, void> {
  const { lists } = relaxation;
  if (!lists.selected) yield* relaxation.select();
  regret.fill(-1);
  for (let position = 0; position < lists.rows.length; position += 1) {
    const workload = lists.rows[position] as number;
    let first = Infinity;
    let second = Infinity;
    const floorSite = lists.floorSite[position] as number;
    if (floorSite >= 0) first = lists.floor[position] as number;
    const begin = position * lists.keep;
    const end = begin + (lists.count[position] as number);
    for (let at = begin; at < end; at += 1) {
      const value = relaxation.reducedCost(workload, lists.site[at] as number);
      if (value < first) {
        second = first;
        first = value;
      } else if (value < second) second = value;
    }
    regret[workload] = first === Infinity ? -1 : Math.min(second, first + state.penalty) - first;
    if (position % CHUNK === CHUNK - 1) yield;
  }
}

/**
 * At the relaxation's prices; -1 when no site has room. `wanted`: sites each group would use; those cost it nothing
 * more, whoever of it is there yet.
 */
export function cheapestWithRoom(
  state: PlacementState,
  relaxation: Relaxation,
  workload: number,
  wanted?: Uint8Array,
): number {
  const { problem } = state;
  const home = problem.current[workload] as number;
  const grouped = problem.splitUsdPerMonth > 0 && (problem.group[workload] as number) >= 0;
  const plain = !grouped && state.sides === null;
  let best = -1;
  let lowest = Infinity;
  for (let site = 0; site < problem.sites; site += 1) {
    let value = relaxation.reducedCost(workload, site);
    if (value === Infinity) continue;
    // Spread, soft caps and links as they stand now.
    if (!plain) {
      value += state.delta(workload, site) + state.penalty - state.pairUsd(workload, site);
      if (wanted !== undefined && grouped) {
        const would = wanted[(problem.group[workload] as number) * problem.sites + site] === 1;
        value += (would ? 0 : problem.splitUsdPerMonth) - state.spreadUsd(workload, site);
      }
    }
    // Equal cost: stay where it is.
    if (value < lowest || (value === lowest && site === home)) {
      if (!state.fits(workload, site)) continue;
      lowest = value;
      best = site;
    }
  }
  return best;
}
