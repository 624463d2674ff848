/**
 * An assignment of workloads to hosts with everything a move changes kept up to date. State knows which moves the rules
 * allow, what they cost, how to make them and take them back; it knows nothing of strategy.
 *
 * Per host and resource two distances are kept instead of a load: `room` to the capacity (less what departed workloads
 * still hold of a transient resource) and `ease` to the safety capacity (negative: that much over). A change of cost is
 * then a function of a need and a distance.
 */

import type { HostsProblem } from './problem.ts';
import { ServiceRules } from './service-rules.ts';
import { type HostsIndex, indexHosts } from './state-index.ts';

export class HostsState {
  readonly problem: HostsProblem;
  readonly index: HostsIndex;
  readonly assigned: Int32Array;
  /** Exact total of the assignment. */
  cost = 0;
  /** [host * resources + position], positions as in the index. */
  readonly room: Float64Array;
  readonly ease: Float64Array;
  /** target × free(first) − free(second), [host * balances + balance]. */
  readonly tilt: Float64Array;
  readonly rules: ServiceRules;
  /** Moved workloads per service; how many services have moved n; the largest such n. */
  readonly movedOf: Int32Array;
  readonly #servicesWithMoved: Int32Array;
  mostMoved = 0;
  /** Different after every change of a host and between hosts, so that a search can keep what it worked out. */
  readonly version: Float64Array;
  #changes = 0;

  constructor(problem: HostsProblem, index: HostsIndex = indexHosts(problem)) {
    const { hosts, resources, balances } = problem;
    this.problem = problem;
    this.index = index;
    this.assigned = problem.initial.slice();
    this.room = new Float64Array(hosts * resources);
    this.ease = new Float64Array(hosts * resources);
    this.tilt = new Float64Array(hosts * balances.length);
    this.rules = new ServiceRules(index);
    this.movedOf = new Int32Array(problem.services);
    this.#servicesWithMoved = new Int32Array(problem.workloads + 2);
    this.version = new Float64Array(hosts);
    this.#recompute();
  }

  /** Takes over a whole assignment, which is to keep every rule. */
  restore(assigned: Int32Array): void {
    this.assigned.set(assigned);
    this.#recompute();
  }

  /** True when the workload may go to the host: room and every rule. Its own host: true. */
  canMove(workload: number, host: number): boolean {
    return host === this.assigned[workload] || (this.fits(workload, host) && this.keepsRules(workload, host));
  }

  /** Room on the host for one more workload. */
  fits(workload: number, host: number): boolean {
    const { resources, initial } = this.problem;
    const { need, firstTransient } = this.index;
    const until = initial[workload] === host ? firstTransient : resources;
    for (let k = 0, n = workload * resources, h = host * resources; k < until; k += 1, n += 1, h += 1) {
      if ((need[n] as number) > (this.room[h] as number)) return false;
    }
    return true;
  }

  /** Allowed list, conflict, spread and dependency after a move to another host; capacity is not looked at. */
  keepsRules(workload: number, host: number): boolean {
    return this.rules.keeps(workload, this.assigned[workload] as number, host);
  }

  /** The same after two workloads on different hosts change places; may refuse what only together is allowed. */
  swapKeepsRules(one: number, other: number): boolean {
    return this.rules.keepsSwap(one, other, this.assigned[one] as number, this.assigned[other] as number);
  }

  /** Load cost its host would save without the workload, at least 0. */
  loadGain(workload: number): number {
    const { resources } = this.problem;
    const { need, weight } = this.index;
    const { ease } = this;
    let gain = 0;
    let n = workload * resources;
    let h = (this.assigned[workload] as number) * resources;
    for (let k = 0; k < resources; k += 1, n += 1, h += 1) {
      const over = -(ease[h] as number);
      if (over > 0) {
        const needed = need[n] as number;
        gain += (weight[k] as number) * (needed < over ? needed : over);
      }
    }
    return gain;
  }

  /** Load cost the workload adds to a host it is not on; capacity is not looked at. */
  loadAdded(workload: number, host: number): number {
    const { resources } = this.problem;
    const { need, weight } = this.index;
    const { ease } = this;
    let added = 0;
    let n = workload * resources;
    let h = host * resources;
    for (let k = 0; k < resources; k += 1, n += 1, h += 1) {
      const spare = ease[h] as number;
      const over = (need[n] as number) - (spare > 0 ? spare : 0);
      if (over > 0) added += (weight[k] as number) * over;
    }
    return added;
  }

  /** Change of a host's balance cost when `sign` times the workload's needs come to it. */
  balanceDelta(workload: number, host: number, sign: number): number {
    const count = this.problem.balances.length;
    const { balanceNeed, balanceWeight } = this.index;
    let delta = 0;
    for (let b = 0; b < count; b += 1) {
      const before = this.tilt[host * count + b] as number;
      const after = before - sign * (balanceNeed[workload * count + b] as number);
      delta += (balanceWeight[b] as number) * ((after > 0 ? after : 0) - (before > 0 ? before : 0));
    }
    return delta;
  }

  /** Change of both hosts' balance cost when two workloads change places. */
  swapBalanceDelta(one: number, other: number): number {
    const count = this.problem.balances.length;
    const { balanceNeed, balanceWeight } = this.index;
    const here = (this.assigned[one] as number) * count;
    const there = (this.assigned[other] as number) * count;
    let delta = 0;
    for (let b = 0; b < count; b += 1) {
      const shift = (balanceNeed[one * count + b] as number) - (balanceNeed[other * count + b] as number);
      const tiltHere = this.tilt[here + b] as number;
      const tiltThere = this.tilt[there + b] as number;
      const before = (tiltHere > 0 ? tiltHere : 0) + (tiltThere > 0 ? tiltThere : 0);
      const after = (tiltHere + shift > 0 ? tiltHere + shift : 0) + (tiltThere - shift > 0 ? tiltThere - shift : 0);
      delta += (balanceWeight[b] as number) * (after - before);
    }
    return delta;
  }

  /** What it costs that the workload is on this host instead of its initial one, without the service part. */
  moveCost(workload: number, host: number): number {
    const { initial, hosts, hostMoveCost, hostMoveWeight } = this.problem;
    const home = initial[workload] as number;
    if (home === host) return 0;
    const leave = this.index.leaveCost[workload] as number;
    return hostMoveCost === null ? leave : leave + hostMoveWeight * (hostMoveCost[home * hosts + host] as number);
  }

  /** Change of the service part when one more (+1) or one fewer (−1) workload of the service has moved. */
  serviceDelta(service: number, change: number): number {
    if (change === 0) return 0;
    const moved = this.movedOf[service] as number;
    if (moved !== this.mostMoved) return 0;
    if (change > 0) return this.problem.serviceMoveWeight;
    return this.#servicesWithMoved[moved] === 1 ? -this.problem.serviceMoveWeight : 0;
  }

  /** Change of the service part when two workloads on different hosts change places. */
  swapServiceDelta(one: number, other: number): number {
    const { initial, service } = this.problem;
    const here = this.assigned[one] as number;
    const there = this.assigned[other] as number;
    const first = service[one] as number;
    const second = service[other] as number;
    const changeOne = (initial[one] === here ? 1 : 0) - (initial[one] === there ? 1 : 0);
    const changeOther = (initial[other] === there ? 1 : 0) - (initial[other] === here ? 1 : 0);
    if (changeOne === 0 && changeOther === 0) return 0;
    if (changeOne === 0) return this.serviceDelta(second, changeOther);
    if (changeOther === 0) return this.serviceDelta(first, changeOne);
    const before = this.mostMoved;
    this.#countMoved(first, changeOne);
    this.#countMoved(second, changeOther);
    const after = this.mostMoved;
    this.#countMoved(first, -changeOne);
    this.#countMoved(second, -changeOther);
    return this.problem.serviceMoveWeight * (after - before);
  }

  /** Exact change of the total when the workload goes to the host; rules and capacity are not looked at. */
  delta(workload: number, host: number): number {
    const from = this.assigned[workload] as number;
    if (from === host) return 0;
    const home = this.problem.initial[workload] as number;
    let delta = this.loadAdded(workload, host) - this.loadGain(workload);
    delta += this.balanceDelta(workload, host, 1) + this.balanceDelta(workload, from, -1);
    delta += this.moveCost(workload, host) - this.moveCost(workload, from);
    if (from === home) delta += this.serviceDelta(this.problem.service[workload] as number, 1);
    else if (host === home) delta += this.serviceDelta(this.problem.service[workload] as number, -1);
    return delta;
  }

  /** Moves and returns the host it was on; moving back undoes. */
  move(workload: number, host: number): number {
    const from = this.assigned[workload] as number;
    if (from !== host) this.moveFor(workload, host, this.delta(workload, host));
    return from;
  }

  /** Moves to another host when the caller already knows the change of the total. */
  moveFor(workload: number, host: number, delta: number): void {
    const { problem, index, room, ease, tilt } = this;
    const { resources } = problem;
    const { need, balanceNeed, firstTransient } = index;
    const from = this.assigned[workload] as number;
    const home = problem.initial[workload] as number;
    const service = problem.service[workload] as number;
    const needAt = workload * resources;
    // On its initial host a workload's transient needs are taken whether it is there or not.
    const leaves = from === home ? firstTransient : resources;
    const comes = host === home ? firstTransient : resources;
    let f = from * resources;
    let t = host * resources;
    for (let k = 0; k < resources; k += 1, f += 1, t += 1) {
      const needed = need[needAt + k] as number;
      ease[f] = (ease[f] as number) + needed;
      ease[t] = (ease[t] as number) - needed;
      if (k < leaves) room[f] = (room[f] as number) + needed;
      if (k < comes) room[t] = (room[t] as number) - needed;
    }
    const count = problem.balances.length;
    for (let b = 0; b < count; b += 1) {
      const needed = balanceNeed[workload * count + b] as number;
      tilt[from * count + b] = (tilt[from * count + b] as number) + needed;
      tilt[host * count + b] = (tilt[host * count + b] as number) - needed;
    }
    this.rules.move(service, from, host);
    if (from === home) this.#countMoved(service, 1);
    else if (host === home) this.#countMoved(service, -1);
    this.assigned[workload] = host;
    this.#changes += 2;
    this.version[from] = this.#changes - 1;
    this.version[host] = this.#changes;
    this.cost += delta;
  }

  /** Two workloads on different hosts change places; the caller knows the change of the total. */
  swapFor(one: number, other: number, delta: number): void {
    const here = this.assigned[one] as number;
    const there = this.assigned[other] as number;
    const { service } = this.problem;
    this.moveFor(one, there, delta);
    this.moveFor(other, here, 0);
    // Of one service, the second departure has cleared the bit that the first arrival set.
    if (service[one] === service[other]) this.rules.setConflict(service[one] as number, there);
  }

  #countMoved(service: number, change: number): void {
    const services = this.#servicesWithMoved;
    const before = this.movedOf[service] as number;
    const after = before + change;
    this.movedOf[service] = after;
    services[before] = (services[before] as number) - 1;
    services[after] = (services[after] as number) + 1;
    if (after > this.mostMoved) this.mostMoved = after;
    while (this.mostMoved > 0 && services[this.mostMoved] === 0) this.mostMoved -= 1;
  }

  #recompute(): void {
    // Nothing moved, nobody there; then every workload is counted onto its host.
    const { problem, index, assigned } = this;
    const { hosts, resources, balances, workloads, initial } = problem;
    for (let host = 0; host < hosts; host += 1) {
      for (let k = 0; k < resources; k += 1) {
        const at = host * resources + (index.order[k] as number);
        this.room[host * resources + k] = problem.capacity[at] as number;
        this.ease[host * resources + k] = problem.safety[at] as number;
      }
      for (const [b, { first, second, target }] of balances.entries()) {
        const free = target * (problem.capacity[host * resources + first] as number);
        this.tilt[host * balances.length + b] = free - (problem.capacity[host * resources + second] as number);
      }
      this.#changes += 1;
      this.version[host] = this.#changes;
    }
    this.rules.clear();
    this.movedOf.fill(0);
    this.#servicesWithMoved.fill(0);
    this.#servicesWithMoved[0] = problem.services;
    this.mostMoved = 0;
    this.cost = 0;
    for (let workload = 0; workload < workloads; workload += 1) {
      const host = assigned[workload] as number;
      const home = initial[workload] as number;
      const service = problem.service[workload] as number;
      for (let k = 0; k < resources; k += 1) {
        const needed = index.need[workload * resources + k] as number;
        const at = host * resources + k;
        this.ease[at] = (this.ease[at] as number) - needed;
        this.room[at] = (this.room[at] as number) - needed;
        if (host !== home && k >= index.firstTransient) {
          this.room[home * resources + k] = (this.room[home * resources + k] as number) - needed;
        }
      }
      for (let b = 0; b < balances.length; b += 1) {
        const at = host * balances.length + b;
        this.tilt[at] = (this.tilt[at] as number) - (index.balanceNeed[workload * balances.length + b] as number);
      }
      this.rules.add(service, host);
      if (host !== home) this.#countMoved(service, 1);
      this.cost += this.moveCost(workload, host);
    }
    this.cost += problem.serviceMoveWeight * this.mostMoved;
    for (let at = 0; at < this.ease.length; at += 1) {
      const over = -(this.ease[at] as number);
      if (over > 0) this.cost += over * (index.weight[at % resources] as number);
    }
    for (let at = 0; at < this.tilt.length; at += 1) {
      const tilt = this.tilt[at] as number;
      if (tilt > 0) this.cost += tilt * (index.balanceWeight[at % balances.length] as number);
    }
  }
}
