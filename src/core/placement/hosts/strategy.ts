/**
 * What one search does when: a short descent from the present plan, so that stopping early gives something; a long cooling
 * with capacities at a price; a last cooling that keeps every rule and ends on the figures of the move costs.
 */

import { RelaxedAnnealer } from './anneal-relaxed.ts';
import { Annealer } from './anneal.ts';
import { BestPlan } from './best-plan.ts';
import { lowerBound } from './bound.ts';
import { Candidates } from './candidates.ts';
import type { FastRandom } from './fast-random.ts';
import { Sampler } from './sampler.ts';
import type { HostsState } from './state.ts';

/** Iterations between two corrections of the prices. */
const PRICING = 20_000;

/** Iterations per workload between two looks at who could save something. */
const RESAMPLE = 5;

/** Iterations of the whole run for which the price rate is given. */
const PRICED = 75_000_000;

export interface Cooling {
  /** Iterations per workload from which melting the present plan and cooling slowly beats improving it. */
  thoroughFrom: number;
  /** Share of the whole run that the descent takes, and share at which the relaxed cooling ends. */
  descentShare: number;
  relaxedUntil: number;
  /** Temperatures as multiples of the initial cost per workload. */
  /** Where improving the present plan starts; melting it; where the rules begin to hold; the end. */
  warm: number;
  hot: number;
  cool: number;
  cold: number;
  shiftShare: number;
  homeShare: number;
  priceRate: number;
  priceFall: number;
  priceStart: number;
  priceGrowth: number;
  sampleScale: number;
  sampleFloor: number;
  savingFloor: number;
}

export const COOLING: Cooling = {
  thoroughFrom: 8_000,
  descentShare: 0.02,
  relaxedUntil: 0.85,
  warm: 0.015,
  hot: 10,
  cool: 0.01,
  cold: 1e-7,
  shiftShare: 0.5,
  homeShare: 0.3,
  priceRate: 0.03,
  priceFall: 0.1,
  priceStart: 3,
  priceGrowth: 33_333,
  sampleScale: 50,
  sampleFloor: 0.01,
  savingFloor: 0.05,
};

/**
 * Streams differ in what no single choice suits. Where moved workloads go on holding transient resources, few can move in
 * a good plan and less heat with more tries to go home pays; where none do, more heat. Small budgets: where load is what
 * costs, improving starts warm; where moves do, cool.
 */
function coolingOf(state: HostsState, stream: number, atStake: number): Cooling {
  const even = stream % 2 === 0;
  // Next to the bound already, what is left is not to move more than needed.
  if (!even && atStake < 0.005 * state.cost) return { ...COOLING, thoroughFrom: Infinity, warm: COOLING.warm * 10 };
  const warm = even ? COOLING.warm : COOLING.warm / 10;
  const held = state.index.firstTransient < state.problem.resources;
  if (!held) return { ...COOLING, warm, hot: COOLING.hot * (even ? 1 : 0.5), homeShare: 0.05 };
  return { ...COOLING, warm, hot: COOLING.hot * (even ? 0.5 : 0.15), homeShare: even ? 0.1 : 0.3 };
}

type Phase = 'descent' | 'relaxed' | 'strict';

export class Strategy {
  readonly best: BestPlan;
  readonly cooling: Cooling;
  readonly #state: HostsState;
  readonly #sampler: Sampler;
  readonly #strict: Annealer;
  readonly #relaxed: RelaxedAnnealer;
  /** Initial cost per workload, and per unit needed by position: what temperatures and prices are multiples of. */
  readonly #scale: number;
  readonly #unitScale: Float64Array;
  #phase: Phase = 'descent';
  /** Whether the budget is large enough to melt the present plan and cool slowly. */
  #thorough = true;
  /** Where the run was when the search began, which may be late, and when the descent was over. */
  #begun = 0;
  #relaxedFrom = 0;
  /** A moment in the first half of the descent. */
  #half = { done: 0, iterations: 0 };
  /** Share a price rises by at a time: less when there will be more times. */
  #priceRate = 0;
  #sampledAt = 0;
  #sinceSampled = Infinity;

  constructor(state: HostsState, random: FastRandom, stream: number) {
    const { workloads, resources } = state.problem;
    const atStake = Math.max(1, state.cost - lowerBound(state.problem));
    this.cooling = coolingOf(state, stream, atStake);
    this.#state = state;
    this.best = new BestPlan(state);
    this.#sampler = new Sampler(state.index, random);
    const candidates = new Candidates(state.index);
    this.#strict = new Annealer(state, this.best, random, this.#sampler, candidates);
    this.#relaxed = new RelaxedAnnealer(state, this.best, random, this.#sampler, candidates);
    // What no plan can avoid says nothing about how much is at stake in a move.
    this.#scale = atStake / Math.max(1, workloads);
    const needed = new Float64Array(resources);
    for (let at = 0; at < workloads * resources; at += 1) {
      needed[at % resources] = (needed[at % resources] as number) + (state.index.need[at] as number);
    }
    this.#unitScale = needed.map((sum) => Math.max(1, state.cost) / Math.max(1, sum));
  }

  restart(assigned: Int32Array): void {
    this.best.writeOut();
    this.#state.restore(assigned);
    this.best.keep();
  }

  /** While cooling, another plan is only remembered: going there would throw away what this search has settled. */
  adopt(assigned: Int32Array, cost: number, done: number): void {
    this.best.replace(assigned, cost);
    if (done >= this.cooling.relaxedUntil && this.#phase === 'strict') this.#state.restore(assigned);
  }

  run(iterations: number, done: number, iterationsBefore: number): void {
    const { cooling } = this;
    if (this.#state.problem.workloads === 0) return;
    if (iterationsBefore === 0) this.#begun = done;
    if (iterationsBefore === 0 || done < this.#begun + cooling.descentShare) {
      const share = (done - this.#begun) / cooling.descentShare;
      if (share < 0.5) this.#half = { done, iterations: iterationsBefore };
      this.#runStrict(iterations, cooling.warm * (cooling.cold / cooling.warm) ** share);
      return;
    }
    if (this.#phase === 'descent') this.#plan(done, iterationsBefore);
    if (!this.#thorough) {
      this.#phase = 'strict';
      this.#runStrict(iterations, cooling.warm * (cooling.cold / cooling.warm) ** done);
    } else if (done < cooling.relaxedUntil) this.#runRelaxed(iterations, done);
    else this.#runLast(iterations, done);
  }

  /** How many iterations there will be is told by the second half of the descent: the first is slow to start. */
  #plan(done: number, iterations: number): void {
    this.#relaxedFrom = done;
    const budget = (iterations - this.#half.iterations) / Math.max(done - this.#half.done, 1e-9);
    this.#thorough = budget >= this.cooling.thoroughFrom * this.#state.problem.workloads;
    this.#priceRate = Math.min(0.1, (this.cooling.priceRate * PRICED) / Math.max(1, budget));
  }

  #runStrict(iterations: number, temperature: number): void {
    const { workloads } = this.#state.problem;
    const { shiftShare, savingFloor } = this.cooling;
    const absolute = this.#scale * temperature;
    this.#sinceSampled += iterations;
    if (!this.#thorough && this.#sinceSampled >= RESAMPLE * workloads) {
      this.#sampler.bySaving(this.#state, Math.max(1e-9, absolute), savingFloor);
      this.#sinceSampled = 0;
    }
    this.#strict.run(iterations, absolute, shiftShare, COOLING.homeShare);
  }

  #runRelaxed(iterations: number, done: number): void {
    const { cooling } = this;
    if (this.#phase === 'descent') {
      this.#phase = 'relaxed';
      this.#relaxed.countOver();
      const { price } = this.#relaxed;
      for (let at = 0; at < price.length; at += 1) price[at] = this.#unitScale[at % this.#unitScale.length] as number;
    }
    const share = (done - this.#relaxedFrom) / (cooling.relaxedUntil - this.#relaxedFrom);
    const temperature = this.#scale * cooling.hot * (cooling.cool / cooling.hot) ** share;
    if (Math.abs(temperature / this.#sampledAt - 1) > 0.05) {
      this.#sampler.bySize(cooling.sampleScale * temperature, cooling.sampleFloor);
      this.#sampledAt = temperature;
    }
    for (let left = iterations; left > 0; left -= PRICING) {
      this.#relaxed.run(Math.min(PRICING, left), temperature, cooling.shiftShare, cooling.homeShare);
      this.#reprice(share);
    }
  }

  /** Prices rise where capacity is passed and fall, less and less readily, where it is not. */
  #reprice(share: number): void {
    const { price } = this.#relaxed;
    const up = 1 + this.#priceRate;
    const down = 1 / (1 + this.cooling.priceFall * this.#priceRate * Math.max(0, 1 - share / 0.8));
    const { room } = this.#state;
    const resources = this.#unitScale.length;
    const growth = this.cooling.priceStart * this.cooling.priceGrowth ** share;
    for (let at = 0; at < price.length; at += 1) {
      const most = (this.#unitScale[at % resources] as number) * growth;
      price[at] = Math.min(most, (price[at] as number) * ((room[at] as number) < 0 ? up : down));
    }
    this.#relaxed.forgetGains();
  }

  #runLast(iterations: number, done: number): void {
    const { cooling } = this;
    if (this.#phase !== 'strict') {
      if (this.#phase === 'descent' || !this.#relaxed.isFeasible()) this.#backToBest();
      this.#phase = 'strict';
      this.#sampler.evenly();
    }
    const share = (done - cooling.relaxedUntil) / (1 - cooling.relaxedUntil);
    this.#runStrict(iterations, cooling.cool * (cooling.cold / cooling.cool) ** share);
  }

  #backToBest(): void {
    const assigned = this.#state.assigned.slice();
    this.best.copy(assigned);
    this.best.replace(assigned, this.best.cost);
    this.#state.restore(assigned);
  }
}
