/** Improves an assignment: single moves, moves of a whole set, and chains in which one workload makes room. */

import type { Relaxation } from './bound.ts';
import { moveBundles } from './bundles.ts';
import type { PlacementState } from './state.ts';
import { swapMisplaced } from './swap.ts';

/** Differences below this are noise, USD per month. */
const EPSILON = 1e-7;
/** A pass that gains less than this share of the objective is the last. */
const WORTHWHILE = 1e-5;
/** Pairs looked at between two breaths. */
const CHUNK = 1e6;
/** Workloads of a full site that are looked at to make room for one other. */
const MOST_EJECTIONS = 250;

/**
 * Runs all moves until none helps. `core`: the workloads that take part in exchanges, usually those that are nearly
 * indifferent; single moves and sets look at everything. At most `passes` rounds.
 * With `misplaced`, those not where the prices want them, only they and the core are looked at, and no sets.
 */
export function* improve(
  state: PlacementState,
  core: Uint32Array,
  relaxation: Relaxation,
  bundles: readonly Int32Array[],
  passes: number,
  misplaced: Int32Array | null = null,
): Generator<void, void, void> {
  for (let pass = 0; pass < passes; pass += 1) {
    const start = state.objective;
    if (misplaced === null) yield* shiftAll(state);
    else for (const workload of core) shift(state, workload);
    if (misplaced === null) yield* moveBundles(state, relaxation, bundles);
    yield* makeRoomForAll(state, core);
    yield* swapMisplaced(state, relaxation, core, misplaced);
    if (start - state.objective <= EPSILON + WORTHWHILE * Math.abs(start)) break;
  }
}

/** Moves the workload to its best site with room. */
function shift(state: PlacementState, workload: number): void {
  let best = -1;
  let lowest = -EPSILON;
  for (let site = 0; site < state.problem.sites; site += 1) {
    const delta = state.delta(workload, site);
    if (delta < lowest && state.fits(workload, site)) {
      lowest = delta;
      best = site;
    }
  }
  if (best >= 0) state.move(workload, best);
}

/** Moves each workload to its best site with room. */
export function* shiftAll(state: PlacementState): Generator<void, void, void> {
  const { workloads, sites } = state.problem;
  const chunk = Math.max(64, Math.floor(CHUNK / (sites + 1)));
  for (let workload = 0; workload < workloads; workload += 1) {
    shift(state, workload);
    if (workload % chunk === chunk - 1) yield;
  }
}

/** For each workload that a cheaper site has no room for: lets one workload there leave when both together gain. */
function* makeRoomForAll(state: PlacementState, core: Uint32Array): Generator<void, void, void> {
  const { sites } = state.problem;
  const leavers = new Map<number, Leavers>();
  for (const [at, workload] of core.entries()) {
    if (at % 500 === 499) yield;
    for (let site = 0; site < sites; site += 1) {
      const gain = state.delta(workload, site);
      if (gain >= -EPSILON || state.fits(workload, site)) continue;
      let list = leavers.get(site);
      if (list === undefined) leavers.set(site, (list = leaversOf(state, core, site)));
      if (makeRoom(state, workload, site, gain, list)) break;
    }
  }
}

interface Leavers {
  readonly workloads: readonly number[];
  /** What leaving costs at least, whatever the room elsewhere; same order, ascending. */
  readonly loss: Float64Array;
}

function leaversOf(state: PlacementState, core: Uint32Array, site: number): Leavers {
  const { problem } = state;
  const found: { workload: number; loss: number }[] = [];
  for (const workload of core) {
    if (state.assigned[workload] !== site) continue;
    let loss = Infinity;
    for (let other = 0; other < problem.sites; other += 1) {
      if (other !== site) loss = Math.min(loss, state.delta(workload, other));
    }
    if (loss < Infinity) found.push({ workload, loss });
  }
  found.sort((a, b) => a.loss - b.loss || a.workload - b.workload);
  return { workloads: found.map((entry) => entry.workload), loss: Float64Array.from(found, (entry) => entry.loss) };
}

function makeRoom(state: PlacementState, workload: number, site: number, gain: number, leavers: Leavers): boolean {
  const most = Math.min(leavers.workloads.length, MOST_EJECTIONS);
  for (let at = 0; at < most; at += 1) {
    if (gain + (leavers.loss[at] ?? 0) >= -EPSILON) return false;
    const leaver = leavers.workloads[at] ?? 0;
    // The list is from the start of the pass: its members may have left since.
    if (state.assigned[leaver] !== site || leaver === workload) continue;
    if (!state.fitsWithout(workload, site, leaver)) continue;
    if (exchange(state, workload, site, leaver)) return true;
  }
  return false;
}

/** `workload` takes the place of `leaver`, who goes to the best site with room, maybe the one just left. */
function exchange(state: PlacementState, workload: number, site: number, leaver: number): boolean {
  const before = state.objective;
  const from = state.assigned[workload] ?? -1;
  state.move(leaver, -1);
  state.move(workload, site);
  let best = -1;
  let lowest = before - EPSILON - state.objective;
  for (let other = 0; other < state.problem.sites; other += 1) {
    const delta = state.delta(leaver, other);
    if (delta < lowest && state.fits(leaver, other)) {
      lowest = delta;
      best = other;
    }
  }
  if (best >= 0) {
    state.move(leaver, best);
    return true;
  }
  state.move(workload, from);
  state.move(leaver, site);
  state.objective = before;
  return false;
}
