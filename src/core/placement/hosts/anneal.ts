/**
 * Simulated annealing over moves of one workload and exchanges of two that keep every rule. The permitted rise is drawn
 * before a move is worked out, so that most moves are dropped after a few resources.
 */

import type { BestPlan } from './best-plan.ts';
import type { Candidates } from './candidates.ts';
import { exponential } from './exponential.ts';
import type { FastRandom } from './fast-random.ts';
import type { Sampler } from './sampler.ts';
import type { HostsState } from './state.ts';

export class Annealer {
  readonly state: HostsState;
  readonly #best: BestPlan;
  readonly #random: FastRandom;
  readonly #sampler: Sampler;
  readonly #candidates: Candidates;
  /** Load cost a workload's host would save without it, and the host version this was worked out at. */
  readonly #gain: Float64Array;
  readonly #gainAt: Float64Array;

  constructor(state: HostsState, best: BestPlan, random: FastRandom, sampler: Sampler, candidates: Candidates) {
    const { workloads } = state.problem;
    this.state = state;
    this.#best = best;
    this.#random = random;
    this.#sampler = sampler;
    this.#candidates = candidates;
    this.#gain = new Float64Array(workloads);
    this.#gainAt = new Float64Array(workloads).fill(-1);
  }

  #gainOf(workload: number): number {
    const version = this.state.version[this.state.assigned[workload] as number] as number;
    if (this.#gainAt[workload] === version) return this.#gain[workload] as number;
    const gain = this.state.loadGain(workload);
    this.#gain[workload] = gain;
    this.#gainAt[workload] = version;
    return gain;
  }

  /** Shares in 0…1: single moves (the rest are exchanges), and how many of those try the initial host. */
  run(iterations: number, temperature: number, shiftShare: number, homeShare: number): void {
    const { workloads, initial } = this.state.problem;
    const random = this.#random;
    const sampler = this.#sampler;
    const candidates = this.#candidates;
    const shiftBelow = Math.floor(shiftShare * 65536);
    const homeBelow = Math.floor(homeShare * 65536);
    for (let iteration = 0; iteration < iterations; iteration += 1) {
      const draw = random.next();
      const rise = temperature * exponential(draw);
      const workload = sampler.next();
      if (draw >>> 16 >= shiftBelow) this.#swap(workload, random.below(workloads), rise);
      else if ((random.next() & 0xffff) < homeBelow) this.#shift(workload, initial[workload] as number, rise);
      else this.#shift(workload, candidates.pick(workload, random), rise);
    }
  }

  #shift(workload: number, host: number, rise: number): void {
    const { state } = this;
    const { problem, index, room, ease } = state;
    const from = state.assigned[workload] as number;
    if (from === host) return;
    const gain = this.#gainOf(workload);
    const home = problem.initial[workload] as number;
    let delta = state.moveCost(workload, host) - state.moveCost(workload, from);
    if (problem.balances.length > 0) {
      delta += state.balanceDelta(workload, host, 1) + state.balanceDelta(workload, from, -1);
    }
    const allowed = rise + gain - delta;
    if (allowed < 0) return;
    const { resources } = problem;
    const { need, weight } = index;
    const until = home === host ? index.firstTransient : resources;
    let added = 0;
    for (let k = 0, n = workload * resources, h = host * resources; k < resources; k += 1, n += 1, h += 1) {
      const needed = need[n] as number;
      if (k < until && needed > (room[h] as number)) return;
      const spare = ease[h] as number;
      const over = needed - (spare > 0 ? spare : 0);
      if (over > 0) {
        added += (weight[k] as number) * over;
        if (added > allowed) return;
      }
    }
    if (!state.keepsRules(workload, host)) return;
    delta += added - gain;
    if (from === home) delta += state.serviceDelta(problem.service[workload] as number, 1);
    else if (host === home) delta += state.serviceDelta(problem.service[workload] as number, -1);
    if (delta > rise) return;
    this.#best.note(workload);
    state.moveFor(workload, host, delta);
    this.#best.keep();
  }

  #swap(one: number, other: number, rise: number): void {
    const { state } = this;
    const { problem, index, room, ease, assigned } = state;
    const here = assigned[one] as number;
    const there = assigned[other] as number;
    if (here === there) return;
    const gain = this.#gainOf(one) + this.#gainOf(other);
    const { initial, resources } = problem;
    let delta = state.moveCost(one, there) - state.moveCost(one, here);
    delta += state.moveCost(other, here) - state.moveCost(other, there);
    if (problem.balances.length > 0) delta += state.swapBalanceDelta(one, other);
    const allowed = rise + gain - delta;
    if (allowed < 0) return;
    const { need, weight, firstTransient } = index;
    const homeOne = initial[one] as number;
    const homeOther = initial[other] as number;
    const oneLeaves = homeOne === here ? firstTransient : resources;
    const oneComes = homeOne === there ? firstTransient : resources;
    const otherLeaves = homeOther === there ? firstTransient : resources;
    const otherComes = homeOther === here ? firstTransient : resources;
    let added = 0;
    let a = one * resources;
    let b = other * resources;
    let h = here * resources;
    let t = there * resources;
    for (let k = 0; k < resources; k += 1, a += 1, b += 1, h += 1, t += 1) {
      const needOne = need[a] as number;
      const needOther = need[b] as number;
      const roomHere = (room[h] as number) + (k < oneLeaves ? needOne : 0) - (k < otherComes ? needOther : 0);
      if (roomHere < 0) return;
      const roomThere = (room[t] as number) + (k < otherLeaves ? needOther : 0) - (k < oneComes ? needOne : 0);
      if (roomThere < 0) return;
      const spareHere = (ease[h] as number) + needOne;
      const spareThere = (ease[t] as number) + needOther;
      const overHere = needOther - (spareHere > 0 ? spareHere : 0);
      const overThere = needOne - (spareThere > 0 ? spareThere : 0);
      if (overHere > 0) added += (weight[k] as number) * overHere;
      if (overThere > 0) added += (weight[k] as number) * overThere;
      if (added > allowed) return;
    }
    if (!state.swapKeepsRules(one, other)) return;
    delta += added - gain;
    delta += state.swapServiceDelta(one, other);
    if (delta > rise) return;
    this.#best.note(one);
    this.#best.note(other);
    state.swapFor(one, other, delta);
    this.#best.keep();
  }
}
