/** Takes a few undecided workloads out and puts them back in another order, again and again; keeps what is no worse. */

import type { Relaxation } from './bound.ts';
import { regrets } from './construct.ts';
import type { Random } from './random.ts';
import type { PlacementState } from './state.ts';

const FEWEST_OUT = 2;
const MOST_OUT = 7;

/**
 * The workloads worth trying: those nearly indifferent between two sites at the relaxation's prices, and the unplaced.
 * With exact prices only about (limited sites × resources) of them are undecided.
 */
export function undecided(state: PlacementState, relaxation: Relaxation): Uint32Array {
  const { problem } = state;
  const regret = regrets(state, relaxation);
  const order: number[] = [];
  for (let workload = 0; workload < problem.workloads; workload += 1) {
    if ((regret[workload] ?? -1) >= 0) order.push(workload);
  }
  const rank = (workload: number): number => (state.assigned[workload] === -1 ? -1 : (regret[workload] ?? 0));
  order.sort((a, b) => rank(a) - rank(b) || a - b);
  return Uint32Array.from(order.slice(0, Math.max(60, 12 * problem.sites * problem.resources.length)));
}

/** One try. Returns true when the state has changed; the objective never rises. */
export function perturb(state: PlacementState, core: Uint32Array, random: Random): boolean {
  if (core.length === 0) return false;
  const before = state.objective;
  const count = Math.min(core.length, FEWEST_OUT + random.below(MOST_OUT - FEWEST_OUT + 1));
  const out: number[] = [];
  const came: number[] = [];
  for (let tries = 0; out.length < count && tries < 4 * count; tries += 1) {
    const workload = core[random.below(core.length)] ?? 0;
    if (out.includes(workload)) continue;
    out.push(workload);
    came.push(state.move(workload, -1));
  }
  const back: number[] = [];
  const waiting = [...out];
  while (waiting.length > 0) back.push(placeNext(state, waiting, random));
  if (state.objective <= before + 1e-9)
    return state.objective < before || out.some((w, at) => state.assigned[w] !== came[at]);
  for (const workload of back) state.move(workload, -1);
  for (const [at, workload] of out.entries()) state.move(workload, came[at] ?? -1);
  state.objective = before;
  return false;
}

/** Places the one with the largest regret, blurred by chance, and takes it from the list. */
function placeNext(state: PlacementState, waiting: number[], random: Random): number {
  let chosen = 0;
  let chosenSite = -1;
  let most = -Infinity;
  for (const [at, workload] of waiting.entries()) {
    let first = state.penalty;
    let second = state.penalty;
    let site = -1;
    for (let candidate = 0; candidate < state.problem.sites; candidate += 1) {
      const value = state.delta(workload, candidate) + state.penalty;
      if (value >= second || !state.fits(workload, candidate)) continue;
      if (value < first) {
        second = first;
        first = value;
        site = candidate;
      } else second = value;
    }
    const regret = (second - first) * (0.25 + random.next());
    if (regret > most) {
      most = regret;
      chosen = at;
      chosenSite = site;
    }
  }
  const [workload] = waiting.splice(chosen, 1);
  if (workload === undefined) return 0;
  if (chosenSite >= 0) state.move(workload, chosenSite);
  return workload;
}
