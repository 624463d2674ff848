/**
 * Hosts that a workload could ever be on. What initially runs on a host holds its transient resources for good, there or
 * gone, so visitors only ever have the rest; a host whose rest is too small is none for them whatever else is done.
 */

import type { FastRandom } from './fast-random.ts';
import type { HostsIndex } from './state-index.ts';

/** Pairs of workload and host up to which the list is worth its memory. */
const MOST_PAIRS = 20_000_000;

export class Candidates {
  readonly #hosts: number;
  /** 1 where possible, [workload * hosts + host]; null: not worked out, anywhere is tried. */
  readonly #possible: Uint8Array | null;
  readonly #start: Int32Array;
  readonly #list: Int32Array;

  constructor(index: HostsIndex) {
    const { workloads, hosts } = index.problem;
    this.#hosts = hosts;
    this.#start = new Int32Array(workloads + 1);
    this.#possible = workloads * hosts <= MOST_PAIRS ? possiblePairs(index) : null;
    let count = 0;
    for (const possible of this.#possible ?? []) count += possible;
    this.#list = new Int32Array(count);
    for (let pair = 0, at = 0; this.#possible !== null && pair < this.#possible.length; pair += 1) {
      if (this.#possible[pair] === 1) this.#list[at++] = pair % hosts;
      this.#start[Math.floor(pair / hosts) + 1] = at;
    }
  }

  /** One of the hosts the workload could be on, which may be the one it is on. */
  pick(workload: number, random: FastRandom): number {
    if (this.#possible === null) return random.below(this.#hosts);
    const start = this.#start[workload] as number;
    return this.#list[start + random.below((this.#start[workload + 1] as number) - start)] as number;
  }

  has(workload: number, host: number): boolean {
    return this.#possible === null || this.#possible[workload * this.#hosts + host] === 1;
  }
}

function possiblePairs(index: HostsIndex): Uint8Array {
  const { workloads, hosts, resources, initial, capacity, allowed } = index.problem;
  const rest = new Float64Array(hosts * resources);
  for (let at = 0; at < rest.length; at += 1) {
    rest[at] = capacity[at - (at % resources) + (index.order[at % resources] as number)] as number;
  }
  for (let workload = 0; workload < workloads; workload += 1) {
    for (let k = index.firstTransient; k < resources; k += 1) {
      const at = (initial[workload] as number) * resources + k;
      rest[at] = (rest[at] as number) - (index.need[workload * resources + k] as number);
    }
  }
  const possible = new Uint8Array(workloads * hosts);
  for (let workload = 0; workload < workloads; workload += 1) {
    for (let host = 0; host < hosts; host += 1) {
      let fits = allowed === null || allowed[workload * hosts + host] === 1;
      for (let k = 0; fits && k < resources; k += 1) {
        fits = (index.need[workload * resources + k] as number) <= (rest[host * resources + k] as number);
      }
      possible[workload * hosts + host] = fits || initial[workload] === host ? 1 : 0;
    }
  }
  return possible;
}
