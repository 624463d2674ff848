/**
 * The rules that bind services, with the counts that make each a question of a few look-ups: no two workloads of a service
 * on one host, enough zones, and everybody near what they depend on.
 */

import type { HostsIndex } from './state-index.ts';

export class ServiceRules {
  readonly index: HostsIndex;
  /** Bit row × hosts + host: a workload of that service is on that host. */
  readonly conflictBits: Int32Array;
  /** Workloads of a service in a zone, [spread row * zones + zone], and how many zones it is in. */
  readonly zoneCount: Int32Array;
  readonly zonesUsed: Int32Array;
  /** Workloads of a service in a neighbourhood, [dependency row * neighbourhoods + neighbourhood]. */
  readonly nearCount: Int32Array;

  constructor(index: HostsIndex) {
    const { hosts, zones, neighbourhoods } = index.problem;
    this.index = index;
    this.conflictBits = new Int32Array(Math.ceil((index.conflictRows * hosts) / 32));
    this.zoneCount = new Int32Array(index.spreadRows * zones);
    this.zonesUsed = new Int32Array(index.spreadRows);
    this.nearCount = new Int32Array(index.dependencyRows * neighbourhoods);
  }

  /** Allowed list, conflict, spread and dependency after a move to another host; capacity is not looked at. */
  keeps(workload: number, from: number, host: number): boolean {
    const { problem } = this.index;
    const { hosts, allowed } = problem;
    if (allowed !== null && allowed[workload * hosts + host] === 0) return false;
    const service = problem.service[workload] as number;
    return !this.conflicts(service, host) && this.keepsReach(service, from, host);
  }

  conflicts(service: number, host: number): boolean {
    const row = this.index.conflictRow[service] as number;
    if (row < 0) return false;
    const bit = row * this.index.problem.hosts + host;
    return (((this.conflictBits[bit >>> 5] as number) >>> (bit & 31)) & 1) === 1;
  }

  /** Spread and dependency when one workload of the service goes from one host to another. */
  keepsReach(service: number, from: number, to: number): boolean {
    return this.#keepsSpread(service, from, to) && this.#keepsDependencies(service, from, to);
  }

  #keepsSpread(service: number, from: number, to: number): boolean {
    const { zone, zones, spreadMin } = this.index.problem;
    const row = this.index.spreadRow[service] as number;
    if (row < 0 || zone[from] === zone[to]) return true;
    if ((this.zonesUsed[row] as number) > (spreadMin[service] as number)) return true;
    if ((this.zoneCount[row * zones + (zone[from] as number)] as number) > 1) return true;
    return this.zoneCount[row * zones + (zone[to] as number)] === 0;
  }

  #keepsDependencies(service: number, from: number, to: number): boolean {
    const { neighbourhood, neighbourhoods } = this.index.problem;
    const { dependencyRow, needsStart, needs, neededByStart, neededBy } = this.index;
    const row = dependencyRow[service] as number;
    const left = neighbourhood[from] as number;
    const entered = neighbourhood[to] as number;
    if (row < 0 || left === entered) return true;
    const { nearCount } = this;
    if (nearCount[row * neighbourhoods + entered] === 0) {
      for (let at = needsStart[row] as number, end = needsStart[row + 1] as number; at < end; at += 1) {
        if (nearCount[(needs[at] as number) * neighbourhoods + entered] === 0) return false;
      }
    }
    if (nearCount[row * neighbourhoods + left] === 1) {
      for (let at = neededByStart[row] as number, end = neededByStart[row + 1] as number; at < end; at += 1) {
        if ((nearCount[(neededBy[at] as number) * neighbourhoods + left] as number) > 0) return false;
      }
    }
    return true;
  }

  /** Allowed list, conflict, spread and dependency after two workloads on different hosts change places. */
  keepsSwap(one: number, other: number, here: number, there: number): boolean {
    const { index, nearCount } = this;
    const { problem } = index;
    const { hosts, allowed, neighbourhood, neighbourhoods, service } = problem;
    const first = service[one] as number;
    const second = service[other] as number;
    if (allowed !== null && (allowed[one * hosts + there] === 0 || allowed[other * hosts + here] === 0)) return false;
    if (first === second) return true;
    if (this.conflicts(first, there) || this.conflicts(second, here)) return false;
    if (!this.#keepsSpread(first, here, there) || !this.#keepsSpread(second, there, here)) return false;
    if (neighbourhood[here] === neighbourhood[there]) return true;
    const row = index.dependencyRow[first] as number;
    if (row < 0) return this.#keepsDependencies(second, there, here);
    if ((index.dependencyRow[second] as number) < 0) return this.#keepsDependencies(first, here, there);
    // Both may depend on each other, so the second is judged with the first already gone. What would only be
    // allowed the other way round is lost; nothing forbidden passes.
    if (!this.#keepsDependencies(first, here, there)) return false;
    const left = row * neighbourhoods + (neighbourhood[here] as number);
    const entered = row * neighbourhoods + (neighbourhood[there] as number);
    nearCount[left] = (nearCount[left] as number) - 1;
    nearCount[entered] = (nearCount[entered] as number) + 1;
    const keeps = this.#keepsDependencies(second, there, here);
    nearCount[left] += 1;
    nearCount[entered] -= 1;
    return keeps;
  }

  clear(): void {
    this.conflictBits.fill(0);
    this.zoneCount.fill(0);
    this.zonesUsed.fill(0);
    this.nearCount.fill(0);
  }

  /** One more workload of the service on the host. */
  add(service: number, host: number): void {
    const { index } = this;
    const { zone, zones, neighbourhood, neighbourhoods } = index.problem;
    this.setConflict(service, host);
    const spreadRow = index.spreadRow[service] as number;
    if (spreadRow >= 0) this.#countZone(spreadRow, spreadRow * zones + (zone[host] as number), 1);
    const nearRow = index.dependencyRow[service] as number;
    if (nearRow >= 0) {
      const at = nearRow * neighbourhoods + (neighbourhood[host] as number);
      this.nearCount[at] = (this.nearCount[at] as number) + 1;
    }
  }

  /** One workload of the service goes from host to host. */
  move(service: number, from: number, host: number): void {
    const { index } = this;
    const { hosts, zone, zones, neighbourhood, neighbourhoods } = index.problem;
    const conflictRow = index.conflictRow[service] as number;
    if (conflictRow >= 0) {
      const off = conflictRow * hosts + from;
      this.conflictBits[off >>> 5] = (this.conflictBits[off >>> 5] as number) & ~(1 << (off & 31));
      this.setConflict(service, host);
    }
    const spreadRow = index.spreadRow[service] as number;
    if (spreadRow >= 0 && zone[from] !== zone[host]) {
      this.#countZone(spreadRow, spreadRow * zones + (zone[from] as number), -1);
      this.#countZone(spreadRow, spreadRow * zones + (zone[host] as number), 1);
    }
    const nearRow = index.dependencyRow[service] as number;
    if (nearRow >= 0) {
      const left = nearRow * neighbourhoods + (neighbourhood[from] as number);
      const entered = nearRow * neighbourhoods + (neighbourhood[host] as number);
      this.nearCount[left] = (this.nearCount[left] as number) - 1;
      this.nearCount[entered] = (this.nearCount[entered] as number) + 1;
    }
  }

  setConflict(service: number, host: number): void {
    const row = this.index.conflictRow[service] as number;
    if (row < 0) return;
    const bit = row * this.index.problem.hosts + host;
    this.conflictBits[bit >>> 5] = (this.conflictBits[bit >>> 5] as number) | (1 << (bit & 31));
  }

  #countZone(row: number, at: number, change: number): void {
    const before = this.zoneCount[at] as number;
    this.zoneCount[at] = before + change;
    if (before === 0) this.zonesUsed[row] = (this.zonesUsed[row] as number) + 1;
    else if (before + change === 0) this.zonesUsed[row] = (this.zonesUsed[row] as number) - 1;
  }
}
