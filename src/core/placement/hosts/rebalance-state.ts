/** An assignment of a rebalance problem (no dependencies, no balances) with the rules and the gain of single moves. */

import type { HostsProblem } from './problem.ts';

export class RebalanceState {
  readonly assigned: Int32Array;
  readonly #problem: HostsProblem;
  readonly #used: Float64Array;
  /** What units that left still hold of transient resources on their first host. */
  readonly #held: Float64Array;
  /** service * hosts + host of units whose service has others. */
  readonly #there = new Set<number>();
  readonly #shared: Uint8Array;
  readonly #members = new Map<number, number[]>();

  constructor(problem: HostsProblem, from: Int32Array) {
    const { hosts, resources, services, service, initial } = problem;
    this.#problem = problem;
    this.assigned = initial.slice();
    this.#used = new Float64Array(hosts * resources);
    this.#held = new Float64Array(hosts * resources);
    const size = new Int32Array(services);
    for (const s of service) size[s] = (size[s] ?? 0) + 1;
    this.#shared = Uint8Array.from(service, (s) => ((size[s] ?? 0) > 1 ? 1 : 0));
    for (let w = 0; w < from.length; w += 1) {
      const host = initial[w] ?? 0;
      this.#add(w, host, 1, this.#used, false);
      if (this.#shared[w] !== 1) continue;
      const s = service[w] ?? 0;
      this.#there.add(s * hosts + host);
      const known = this.#members.get(s);
      if (known === undefined) this.#members.set(s, [w]);
      else known.push(w);
    }
    for (let w = 0; w < from.length; w += 1) if (from[w] !== initial[w]) this.move(w, from[w] ?? 0);
  }

  /** Whether every rule lets the unit go there now. */
  mayGo(w: number, host: number): boolean {
    const { hosts, resources, allowed, initial, need, capacity, service } = this.#problem;
    if (host === this.assigned[w]) return false;
    const home = host === initial[w];
    if (!home && allowed !== null && allowed[w * hosts + host] !== 1) return false;
    if (this.#shared[w] === 1) {
      if (this.#there.has((service[w] ?? 0) * hosts + host) || !this.#keepsSpread(w, host)) return false;
    }
    for (let r = 0; r < resources; r += 1) {
      const amount = need[w * resources + r] ?? 0;
      const at = host * resources + r;
      // Who comes home gives back what he still held there.
      const held = (this.#held[at] ?? 0) - (home && this.#problem.transient[r] === 1 ? amount : 0);
      if (amount > 0 && (this.#used[at] ?? 0) + held + amount > (capacity[at] ?? 0)) return false;
    }
    return true;
  }

  /** How much the plan costs less afterwards. */
  gain(w: number, host: number): number {
    const { resources, need, safety, loadWeight, moveCost, workloadMoveWeight, initial } = this.#problem;
    const from = this.assigned[w] ?? 0;
    const price = (moveCost[w] ?? 0) * workloadMoveWeight;
    let gain = (from === initial[w] ? -price : 0) + (host === initial[w] ? price : 0);
    for (let r = 0; r < resources; r += 1) {
      const amount = need[w * resources + r] ?? 0;
      const f = from * resources + r;
      const t = host * resources + r;
      const less =
        Math.max(0, (this.#used[f] ?? 0) - (safety[f] ?? 0)) -
        Math.max(0, (this.#used[f] ?? 0) - amount - (safety[f] ?? 0));
      const more =
        Math.max(0, (this.#used[t] ?? 0) + amount - (safety[t] ?? 0)) -
        Math.max(0, (this.#used[t] ?? 0) - (safety[t] ?? 0));
      gain += (loadWeight[r] ?? 0) * (less - more);
    }
    return gain;
  }

  move(w: number, host: number): void {
    const { hosts, initial, service } = this.#problem;
    const from = this.assigned[w] ?? 0;
    const home = initial[w] ?? 0;
    this.#add(w, from, -1, this.#used, false);
    this.#add(w, host, 1, this.#used, false);
    if (from === home && host !== home) this.#add(w, home, 1, this.#held, true);
    if (from !== home && host === home) this.#add(w, home, -1, this.#held, true);
    if (this.#shared[w] === 1) {
      this.#there.delete((service[w] ?? 0) * hosts + from);
      this.#there.add((service[w] ?? 0) * hosts + host);
    }
    this.assigned[w] = host;
  }

  #add(w: number, host: number, by: 1 | -1, into: Float64Array, transientOnly: boolean): void {
    const { resources, need, transient } = this.#problem;
    for (let r = 0; r < resources; r += 1) {
      if (transientOnly && transient[r] !== 1) continue;
      const at = host * resources + r;
      into[at] = (into[at] ?? 0) + by * (need[w * resources + r] ?? 0);
    }
  }

  #keepsSpread(w: number, host: number): boolean {
    const { service, spreadMin, zone } = this.#problem;
    const s = service[w] ?? 0;
    const least = spreadMin[s] ?? 0;
    if (least < 2) return true;
    const zones = new Set<number>();
    for (const each of this.#members.get(s) ?? []) zones.add(zone[each === w ? host : (this.assigned[each] ?? 0)] ?? 0);
    return zones.size >= least;
  }
}
