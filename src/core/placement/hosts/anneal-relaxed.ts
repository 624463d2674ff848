/**
 * Simulated annealing in which capacities may be passed at a price per unit. Where a site is nearly full, and moved
 * workloads go on holding what they had, keeping to capacity all the way leaves no road to the good plans. The prices
 * are raised while a resource is beyond capacity anywhere; in the end nothing is.
 */

import type { BestPlan } from './best-plan.ts';
import type { Candidates } from './candidates.ts';
import { exponential } from './exponential.ts';
import type { FastRandom } from './fast-random.ts';
import type { Sampler } from './sampler.ts';
import type { HostsState } from './state.ts';

export class RelaxedAnnealer {
  readonly state: HostsState;
  /** What a unit beyond capacity costs, [host * resources + position]. */
  readonly price: Float64Array;
  /** Units beyond capacity over all hosts, by position. */
  readonly over: Float64Array;
  readonly #best: BestPlan;
  readonly #random: FastRandom;
  readonly #sampler: Sampler;
  readonly #candidates: Candidates;
  /** Cost a workload's host would save without it, and the host version this was worked out at. */
  readonly #gain: Float64Array;
  readonly #gainAt: Float64Array;

  constructor(state: HostsState, best: BestPlan, random: FastRandom, sampler: Sampler, candidates: Candidates) {
    const { workloads, resources } = state.problem;
    this.state = state;
    this.price = new Float64Array(state.problem.hosts * resources);
    this.over = new Float64Array(resources);
    this.#best = best;
    this.#random = random;
    this.#sampler = sampler;
    this.#candidates = candidates;
    this.#gain = new Float64Array(workloads);
    this.#gainAt = new Float64Array(workloads).fill(-1);
    this.countOver();
  }

  /** To be called when the state has jumped elsewhere. */
  countOver(): void {
    const { room, problem } = this.state;
    this.over.fill(0);
    for (let at = 0; at < room.length; at += 1) {
      const beyond = -(room[at] as number);
      if (beyond > 0) this.over[at % problem.resources] = (this.over[at % problem.resources] as number) + beyond;
    }
  }

  isFeasible(): boolean {
    for (let k = 0; k < this.over.length; k += 1) if ((this.over[k] as number) > 0) return false;
    return true;
  }

  /** To be called when prices have changed. */
  forgetGains(): void {
    this.#gainAt.fill(-1);
  }

  #keep(): void {
    if (this.state.cost < this.#best.cost && this.isFeasible()) this.#best.keep();
  }

  /** Keeps `over` up to date: takes a host's part out (−1) before it changes and in (+1) after. */
  #overOf(host: number, sign: number): void {
    const { room, problem } = this.state;
    for (let k = 0, h = host * problem.resources; k < problem.resources; k += 1, h += 1) {
      const beyond = -(room[h] as number);
      if (beyond > 0) this.over[k] = (this.over[k] as number) + sign * beyond;
    }
  }

  #gainOf(workload: number): number {
    const version = this.state.version[this.state.assigned[workload] as number] as number;
    if (this.#gainAt[workload] === version) return this.#gain[workload] as number;
    const { state } = this;
    const host = state.assigned[workload] as number;
    const { resources, initial } = state.problem;
    const { need, firstTransient } = state.index;
    let gain = state.loadGain(workload);
    const until = initial[workload] === host ? firstTransient : resources;
    for (let k = 0, n = workload * resources, h = host * resources; k < until; k += 1, n += 1, h += 1) {
      const beyond = -(state.room[h] as number);
      if (beyond > 0) {
        const needed = need[n] as number;
        gain += (this.price[h] as number) * (needed < beyond ? needed : beyond);
      }
    }
    this.#gain[workload] = gain;
    this.#gainAt[workload] = version;
    return gain;
  }

  /** Shares in 0…1: single moves (the rest are exchanges), and how many of those try the initial host. */
  run(iterations: number, temperature: number, shiftShare: number, homeShare: number): void {
    const { initial } = this.state.problem;
    const random = this.#random;
    const sampler = this.#sampler;
    const candidates = this.#candidates;
    const shiftBelow = Math.floor(shiftShare * 65536);
    const homeBelow = Math.floor(homeShare * 65536);
    for (let iteration = 0; iteration < iterations; iteration += 1) {
      const draw = random.next();
      const rise = temperature * exponential(draw);
      const workload = sampler.next();
      if (draw >>> 16 >= shiftBelow) this.#swap(workload, sampler.next(), rise);
      else if ((random.next() & 0xffff) < homeBelow) this.#shift(workload, initial[workload] as number, rise);
      else this.#shift(workload, candidates.pick(workload, random), rise);
    }
  }

  #shift(workload: number, host: number, rise: number): void {
    const { state, price } = this;
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
      const spare = ease[h] as number;
      const over = needed - (spare > 0 ? spare : 0);
      if (over > 0) added += (weight[k] as number) * over;
      if (k < until) {
        const left = room[h] as number;
        const beyond = needed - (left > 0 ? left : 0);
        if (beyond > 0) added += (price[h] as number) * beyond;
      }
      if (added > allowed) return;
    }
    if (!state.keepsRules(workload, host)) return;
    delta += added - gain;
    if (from === home) delta += state.serviceDelta(problem.service[workload] as number, 1);
    else if (host === home) delta += state.serviceDelta(problem.service[workload] as number, -1);
    if (delta > rise) return;
    this.#best.note(workload);
    this.#overOf(from, -1);
    this.#overOf(host, -1);
    state.move(workload, host);
    this.#overOf(from, 1);
    this.#overOf(host, 1);
    this.#keep();
  }

  #swapTrue(one: number, other: number): number {
    const { state } = this;
    const { problem, index, ease, assigned } = state;
    const { resources } = problem;
    const here = assigned[one] as number;
    const there = assigned[other] as number;
    let delta = state.moveCost(one, there) - state.moveCost(one, here);
    delta += state.moveCost(other, here) - state.moveCost(other, there);
    delta += state.swapBalanceDelta(one, other) + state.swapServiceDelta(one, other);
    for (let k = 0; k < resources; k += 1) {
      const shift = (index.need[one * resources + k] as number) - (index.need[other * resources + k] as number);
      const h = ease[here * resources + k] as number;
      const t = ease[there * resources + k] as number;
      const before = (h < 0 ? -h : 0) + (t < 0 ? -t : 0);
      const after = (h + shift < 0 ? -h - shift : 0) + (t - shift < 0 ? shift - t : 0);
      delta += (index.weight[k] as number) * (after - before);
    }
    return delta;
  }

  #swap(one: number, other: number, rise: number): void {
    const { state, price } = this;
    const { problem, index, room, ease, assigned } = state;
    const here = assigned[one] as number;
    const there = assigned[other] as number;
    if (here === there) return;
    if (!this.#candidates.has(one, there) || !this.#candidates.has(other, here)) return;
    const gain = this.#gainOf(one) + this.#gainOf(other);
    const { initial, resources } = problem;
    let delta = state.moveCost(one, there) - state.moveCost(one, here);
    delta += state.moveCost(other, here) - state.moveCost(other, there);
    const homeOne = initial[one] as number;
    const homeOther = initial[other] as number;
    if (problem.balances.length > 0) delta += state.swapBalanceDelta(one, other);
    const allowed = rise + gain - delta;
    if (allowed < 0) return;
    const { need, weight, firstTransient } = index;
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
      if (k < otherComes) {
        const left = (room[h] as number) + (k < oneLeaves ? needOne : 0);
        const beyond = needOther - (left > 0 ? left : 0);
        if (beyond > 0) added += (price[h] as number) * beyond;
      }
      if (k < oneComes) {
        const left = (room[t] as number) + (k < otherLeaves ? needOther : 0);
        const beyond = needOne - (left > 0 ? left : 0);
        if (beyond > 0) added += (price[t] as number) * beyond;
      }
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
    this.#overOf(here, -1);
    this.#overOf(there, -1);
    state.swapFor(one, other, this.#swapTrue(one, other));
    this.#overOf(here, 1);
    this.#overOf(there, 1);
    this.#keep();
  }
}
