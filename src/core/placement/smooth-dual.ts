/**
 * The relaxation with a little indifference: instead of its cheapest site each workload takes a mixture, the dearer
 * ones by exp(−difference / temperature). Its bound is smooth in the prices, so that it has a Hessian: how much the use
 * of every limit answers to every price. Always below the true bound at the same prices, by about the temperature for
 * each workload that is undecided.
 */

import type { Relaxation } from './bound.ts';
import { Covariance } from './covariance.ts';
import { openSites } from './open-sites.ts';

/** Options this many temperatures above the best are not looked at. */
const REACH = 16;
/** Options rarer than this are left out of the Hessian. */
const RARE = 2e-3;
const CHUNK = 1e6;

export class SmoothDual {
  readonly relaxation: Relaxation;
  /** Use of every priced limit by the mixtures. */
  readonly use: Float64Array;
  readonly covariance: Covariance;
  /** Mixture of the workload at hand: sites and shares. */
  #options = 0;
  readonly #probability: Float64Array;
  readonly #optionSite: Int32Array;
  readonly #value: Float64Array;

  constructor(relaxation: Relaxation) {
    this.relaxation = relaxation;
    this.use = new Float64Array(relaxation.prices.length);
    this.covariance = new Covariance(relaxation);
    const { sites } = relaxation.problem;
    this.#probability = new Float64Array(sites + 2);
    this.#value = new Float64Array(sites + 2);
    this.#optionSite = new Int32Array(sites + 2);
  }

  /** The smooth bound at the relaxation's prices; fills `use`, and with `curved` the covariance. */
  *evaluate(temperature: number, curved: boolean): Generator<void, number, void> {
    const { relaxation, use } = this;
    const { lists } = relaxation;
    if (!lists.selected) yield* relaxation.select();
    use.fill(0);
    if (curved) this.covariance.clear();
    const chunk = Math.max(64, Math.floor(CHUNK / (lists.keep + 1)));
    let total = 0;
    for (let from = 0; from < lists.alone; from += chunk) {
      total += this.#alone(from, Math.min(lists.alone, from + chunk), temperature, curved);
      yield;
    }
    for (let group = 0; group < lists.groups;) {
      const from = lists.groupStart[group] as number;
      for (; group < lists.groups && (lists.groupStart[group] as number) - from < chunk; group += 1) {
        total += this.#group(group, temperature, curved);
      }
      yield;
    }
    const { prices, priced } = relaxation;
    for (let at = 0; at < prices.length; at += 1) {
      if ((prices[at] as number) > 0) total -= (prices[at] as number) * (priced.limits[at] as number);
    }
    return total;
  }

  #alone(from: number, to: number, temperature: number, curved: boolean): number {
    let total = 0;
    for (let position = from; position < to; position += 1) {
      total += this.#mix(position, temperature);
      const workload = this.relaxation.lists.rows[position] as number;
      const options = this.#options;
      for (let o = 0; o < options; o += 1)
        this.#add(workload, this.#optionSite[o] as number, this.#probability[o] as number);
      if (curved && options > 1) this.#rowCurvature(workload, 1);
    }
    return total;
  }

  /** Mixture of the workload at a position over its sites; returns its smooth cost. */
  #mix(position: number, temperature: number): number {
    const { relaxation } = this;
    const { lists, sides } = relaxation;
    const workload = lists.rows[position] as number;
    const value = this.#value;
    const begin = position * lists.keep;
    const count = lists.count[position] as number;
    const few = relaxation.problem.resources.length <= 4;
    const { lambda, need } = lists;
    const base = workload * 4;
    const [n0, n1, n2, n3] = few ? [need[base], need[base + 1], need[base + 2], need[base + 3]] : [0, 0, 0, 0];
    const capped = sides !== null && (sides.capStart[workload + 1] as number) > (sides.capStart[workload] as number);
    let best = lists.floor[position] as number;
    value[count] = best;
    for (let o = 0; o < count; o += 1) {
      const site = lists.site[begin + o] as number;
      let v = 0;
      if (few) {
        const l = site * 4;
        v =
          (lists.usd[begin + o] as number) +
          (lambda[l] as number) * (n0 as number) +
          (lambda[l + 1] as number) * (n1 as number) +
          (lambda[l + 2] as number) * (n2 as number) +
          (lambda[l + 3] as number) * (n3 as number);
        if (capped) v += relaxation.capUsd(sides, workload, site);
      } else v = relaxation.reducedCost(workload, site);
      value[o] = v;
      if (v < best) best = v;
    }
    const reach = best + REACH * temperature;
    let options = 0;
    let sum = 0;
    for (let o = 0; o <= count; o += 1) {
      const v = value[o] as number;
      if (!(v < reach)) continue;
      const weight = v === best ? 1 : Math.exp((best - v) / temperature);
      this.#probability[options] = weight;
      this.#optionSite[options] =
        o === count ? (lists.floorSite[position] as number) : (lists.site[begin + o] as number);
      options += 1;
      sum += weight;
    }
    this.#options = options;
    if (options === 1) return best;
    for (let o = 0; o < options; o += 1) this.#probability[o] = (this.#probability[o] as number) / sum;
    return best - temperature * Math.log(sum);
  }

  #add(workload: number, site: number, share: number): void {
    if (site < 0) return;
    const { relaxation, use } = this;
    const { problem, sides } = relaxation;
    const resources = problem.resources.length;
    for (let k = 0, at = site * resources, need = workload * resources; k < resources; k += 1, at += 1, need += 1) {
      use[at] = (use[at] as number) + share * (problem.need[need] as number);
    }
    if (sides === null) return;
    const offset = relaxation.multipliers.length;
    for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
      const cap = sides.capOf[at] as number;
      const bucket = sides.bucketOf[(sides.bucketRow[cap] as number) * problem.sites + site] as number;
      if (bucket < 0) continue;
      const slot = offset + (sides.slotOf[cap] as number) + bucket;
      use[slot] = (use[slot] as number) + share * (sides.capWeight[at] as number);
    }
  }

  #rowCurvature(workload: number, weight: number): void {
    const { covariance } = this;
    covariance.begin();
    for (let o = 0; o < this.#options; o += 1) {
      if ((this.#probability[o] as number) < RARE) continue;
      covariance.option(this.#probability[o] as number);
      covariance.write(workload, this.#optionSite[o] as number);
    }
    covariance.add(weight);
  }

  /** A group's options: together at one of its sites, or apart, where every member has a mixture of its own. */
  #group(group: number, temperature: number, curved: boolean): number {
    const { relaxation } = this;
    const { lists, problem } = relaxation;
    const from = lists.groupStart[group] as number;
    const to = lists.groupStart[group + 1] as number;
    const open = openSites(relaxation, from, to);
    let apart = problem.splitUsdPerMonth * Math.max(1, open.length - 1);
    for (let position = from; position < to; position += 1) apart += this.#mixWithin(position, open, temperature);
    const sites: number[] = [];
    const values: number[] = [];
    let best = apart;
    for (let at = group * lists.keep; at < group * lists.keep + (lists.groupCount[group] as number); at += 1) {
      const site = lists.groupSite[at] as number;
      const sum = lists.sumAt(from, to, site, best + REACH * temperature);
      if (sum >= best + REACH * temperature) continue;
      sites.push(site);
      values.push(sum);
      best = Math.min(best, sum);
    }
    sites.push(-1);
    values.push(apart);
    let sum = 0;
    const weights = values.map((value) =>
      value < best + REACH * temperature ? Math.exp((best - value) / temperature) : 0,
    );
    for (const weight of weights) sum += weight;
    const last = sites.length - 1;
    const apartShare = (weights[last] as number) / sum;
    if (apartShare >= RARE) this.#mixApart(from, to, open, temperature, apartShare, curved);
    for (const [o, site] of sites.entries()) {
      if (o === last) break;
      const share = (weights[o] as number) / sum;
      if (share < RARE) continue;
      for (let position = from; position < to; position += 1) {
        const workload = lists.rows[position] as number;
        if (relaxation.reducedCost(workload, site) < relaxation.penalty) this.#add(workload, site, share);
      }
    }
    if (curved) this.#groupCurvature(from, to, sites, weights, sum);
    return best - temperature * Math.log(sum);
  }

  /** Mixture of the workload at a position over some sites, and being left out; returns its smooth cost. */
  #mixWithin(position: number, open: readonly number[], temperature: number): number {
    const { relaxation } = this;
    const workload = relaxation.lists.rows[position] as number;
    let best = relaxation.penalty;
    for (const [at, site] of open.entries()) {
      const usd = relaxation.reducedCost(workload, site);
      this.#value[at] = usd;
      if (usd < best) best = usd;
    }
    this.#value[open.length] = relaxation.penalty;
    let sum = 0;
    let options = 0;
    for (let at = 0; at <= open.length; at += 1) {
      const usd = this.#value[at] as number;
      if (!(usd < best + REACH * temperature)) continue;
      const weight = Math.exp((best - usd) / temperature);
      this.#probability[options] = weight;
      this.#optionSite[options] = open[at] ?? -1;
      options += 1;
      sum += weight;
    }
    this.#options = options;
    for (let o = 0; o < options; o += 1) this.#probability[o] = (this.#probability[o] as number) / sum;
    return options === 0 ? best : best - temperature * Math.log(sum);
  }

  #mixApart(
    from: number,
    to: number,
    open: readonly number[],
    temperature: number,
    share: number,
    curved: boolean,
  ): void {
    const { lists } = this.relaxation;
    for (let position = from; position < to; position += 1) {
      this.#mixWithin(position, open, temperature);
      const workload = lists.rows[position] as number;
      for (let o = 0; o < this.#options; o += 1)
        this.#add(workload, this.#optionSite[o] as number, share * (this.#probability[o] as number));
      if (curved && this.#options > 1) this.#rowCurvature(workload, share);
    }
  }

  /** The last option is "apart": its mean is taken at the cheapest sites, the rest is small. */
  #groupCurvature(from: number, to: number, sites: readonly number[], weights: readonly number[], sum: number): void {
    const { relaxation, covariance } = this;
    const { lists } = relaxation;
    covariance.begin();
    let options = 0;
    for (const [o, site] of sites.entries()) {
      const share = (weights[o] as number) / sum;
      if (share < RARE) continue;
      options += 1;
      covariance.option(share);
      for (let position = from; position < to; position += 1) {
        const workload = lists.rows[position] as number;
        if (o === sites.length - 1) {
          lists.cheapest(position);
          covariance.write(workload, lists.cheapestSite[position] as number);
        } else if (relaxation.reducedCost(workload, site) < relaxation.penalty) covariance.write(workload, site);
      }
    }
    if (options < 2) return;
    covariance.merge();
    covariance.add(1);
  }
}
