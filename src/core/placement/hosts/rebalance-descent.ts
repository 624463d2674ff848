/**
 * Improves a plan by single moves until none helps: every unit goes where it costs least. Cheap beside the search, which
 * begins from what comes out, and the last word on moves that are not worth their while.
 */

import type { HostsProblem } from './problem.ts';
import { RebalanceState } from './rebalance-state.ts';

/** Pairs of unit and host beyond which a pass costs more than the search needs it. */
const MOST_PAIRS = 20_000_000;
const MOST_PASSES = 30;
/** Pairs up to which every step looks at all of them. */
const MOST_STEEPEST = 50_000;

export function descend(problem: HostsProblem, from: Int32Array): Int32Array {
  const pairs = problem.workloads * problem.hosts;
  if (pairs > MOST_PAIRS) return from.slice();
  const state = new RebalanceState(problem, from);
  if (pairs <= MOST_STEEPEST) steepest(problem, state);
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    let improved = false;
    for (let w = 0; w < problem.workloads; w += 1) {
      const { host } = bestFor(problem, state, w);
      if (host < 0) continue;
      state.move(w, host);
      improved = true;
    }
    if (!improved) break;
  }
  return state.assigned;
}

/** The best move of all, one after the other: the fewest moves for the most relief. */
function steepest(problem: HostsProblem, state: RebalanceState): void {
  for (let step = 0; step < problem.workloads; step += 1) {
    let best = -1;
    let to = -1;
    let bestGain = 0;
    for (let w = 0; w < problem.workloads; w += 1) {
      const { host, gain } = bestFor(problem, state, w);
      if (host >= 0 && gain > bestGain) [best, to, bestGain] = [w, host, gain];
    }
    if (best < 0) return;
    state.move(best, to);
  }
}

function bestFor(
  { hosts }: HostsProblem,
  state: RebalanceState,
  w: number,
): { readonly host: number; readonly gain: number } {
  let best = -1;
  let bestGain = 0;
  for (let host = 0; host < hosts; host += 1) {
    if (!state.mayGo(w, host)) continue;
    const gain = state.gain(w, host);
    if (gain > bestGain) [best, bestGain] = [host, gain];
  }
  return { host: best, gain: bestGain };
}

/** At most `budget` of the moves a plan makes: those that relieve most, each with room when its turn comes. */
export function trimMoves(problem: HostsProblem, wanted: Int32Array, budget: number): Int32Array {
  const state = new RebalanceState(problem, problem.initial);
  const pending = new Set<number>();
  for (let w = 0; w < wanted.length; w += 1) if (wanted[w] !== problem.initial[w]) pending.add(w);
  for (let left = budget; left > 0 && pending.size > 0; left -= 1) {
    let best = -1;
    let bestGain = 0;
    for (const w of pending) {
      const host = wanted[w] ?? 0;
      const gain = state.mayGo(w, host) ? state.gain(w, host) : 0;
      if (gain > bestGain) [best, bestGain] = [w, gain];
    }
    if (best < 0) break;
    state.move(best, wanted[best] ?? 0);
    pending.delete(best);
  }
  return state.assigned;
}
