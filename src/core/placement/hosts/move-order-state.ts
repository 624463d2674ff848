/**
 * Where everything is while a plan is carried out, one instant after the other. A move begins (from then on the workload
 * counts on both hosts) and ends (from then on only on the new one). Moves under way may end in any order, so every
 * rule is kept for whatever has ended: what counts for a rule is only what surely is there.
 */

import type { HostsProblem } from './problem.ts';

/** live: a moving workload holds everything on both hosts. cold: all of a batch are down meanwhile, and hold only transient resources twice. */
export type MoveMode = 'live' | 'cold';

export type Obstacle = 'capacity' | 'conflict' | 'not-allowed' | 'spread' | 'dependency';

/** Rows for the services a rule is about; −1 for all others, which are most. */
function rowsOf(services: number, has: (service: number) => boolean): { rows: Int32Array; count: number } {
  const rows = new Int32Array(services).fill(-1);
  let count = 0;
  for (let s = 0; s < services; s += 1) {
    if (!has(s)) continue;
    rows[s] = count;
    count += 1;
  }
  return { rows, count };
}

const get = (array: Int32Array | Float64Array | Uint8Array, at: number): number => array[at] as number;

export class OrderState {
  readonly problem: HostsProblem;
  readonly mode: MoveMode;
  /** Where each workload is, at rest or still; while it moves: the host it leaves. */
  readonly at: Int32Array;
  /** Where it is moving to; −1 at rest. */
  readonly heading: Int32Array;
  /** [host * resources + resource] */
  readonly used: Float64Array;
  /** Moves under way that touch a host. */
  readonly busy: Int32Array;
  underWay = 0;
  /** service * hosts + host → how many of the service are there, arriving and leaving ones too. */
  readonly #present = new Map<number, number>();
  readonly #zoneRow: Int32Array;
  /** [row * zones + zone]: members of a service that surely are in the zone. */
  readonly #sureInZone: Int32Array;
  readonly #sureZones: Int32Array;
  readonly #restZones: Int32Array;
  readonly #movingOf: Int32Array;
  readonly #nearRow: Int32Array;
  /** [row * neighbourhoods + neighbourhood]: members surely there, and members that may be there. */
  readonly #sureNear: Int32Array;
  readonly #maybeNear: Int32Array;
  readonly #dependantStart: Int32Array;
  readonly #dependant: Int32Array;

  constructor(problem: HostsProblem, from: Int32Array, mode: MoveMode) {
    const { services, dependency, dependencyStart } = problem;
    this.problem = problem;
    this.mode = mode;
    this.at = from.slice();
    this.heading = new Int32Array(problem.workloads).fill(-1);
    this.used = new Float64Array(problem.hosts * problem.resources);
    this.busy = new Int32Array(problem.hosts);
    const inDependency = new Uint8Array(services);
    this.#dependantStart = new Int32Array(services + 1);
    this.#dependant = new Int32Array(dependency.length);
    for (const other of dependency) {
      this.#dependantStart[other + 1] = get(this.#dependantStart, other + 1) + 1;
      inDependency[other] = 1;
    }
    for (let s = 0; s < services; s += 1) {
      this.#dependantStart[s + 1] = get(this.#dependantStart, s + 1) + get(this.#dependantStart, s);
      if (get(dependencyStart, s + 1) > get(dependencyStart, s)) inDependency[s] = 1;
    }
    const fill = this.#dependantStart.slice();
    for (let s = 0; s < services; s += 1) {
      for (let d = get(dependencyStart, s); d < get(dependencyStart, s + 1); d += 1) {
        const other = get(dependency, d);
        this.#dependant[get(fill, other)] = s;
        fill[other] = get(fill, other) + 1;
      }
    }
    const spread = rowsOf(services, (s) => get(problem.spreadMin, s) > 1);
    this.#zoneRow = spread.rows;
    this.#sureInZone = new Int32Array(spread.count * problem.zones);
    this.#sureZones = new Int32Array(spread.count);
    this.#movingOf = new Int32Array(spread.count);
    const near = rowsOf(services, (s) => inDependency[s] === 1);
    this.#nearRow = near.rows;
    this.#sureNear = new Int32Array(near.count * problem.neighbourhoods);
    this.#maybeNear = new Int32Array(near.count * problem.neighbourhoods);
    for (let w = 0; w < problem.workloads; w += 1) this.#count(w, get(from, w), 1);
    this.#restZones = this.#sureZones.slice();
  }

  /** What keeps a workload at rest from beginning a move now; spread and dependency last, and only if asked for. */
  obstacle(w: number, to: number, rules = true): Obstacle | null {
    const { problem } = this;
    if (problem.allowed !== null && to !== get(problem.initial, w) && problem.allowed[w * problem.hosts + to] !== 1) {
      return 'not-allowed';
    }
    if (this.#present.has(get(problem.service, w) * problem.hosts + to)) return 'conflict';
    if (this.shortResource(w, to) >= 0) return 'capacity';
    if (!rules) return null;
    if (this.#breaksSpread(w, to)) return 'spread';
    return this.#breaksDependency(w, to) ? 'dependency' : null;
  }

  /** Which of the two rules a move from rest would break. */
  rulesBroken(w: number, to: number): ('spread' | 'dependency')[] {
    return [
      ...(this.#breaksSpread(w, to) ? (['spread'] as const) : []),
      ...(this.#breaksDependency(w, to) ? (['dependency'] as const) : []),
    ];
  }

  /** The first resource that the host has too little of for one more workload; −1: none. */
  shortResource(w: number, to: number): number {
    const { resources, need, capacity } = this.problem;
    for (let r = 0; r < resources; r += 1) {
      const more = get(need, w * resources + r);
      if (more > 0 && get(this.used, to * resources + r) + more > get(capacity, to * resources + r)) return r;
    }
    return -1;
  }

  begin(w: number, to: number): void {
    const from = get(this.at, w);
    this.heading[w] = to;
    this.busy[from] = get(this.busy, from) + 1;
    this.busy[to] = get(this.busy, to) + 1;
    this.underWay += 1;
    this.#present.set(this.#key(w, to), (this.#present.get(this.#key(w, to)) ?? 0) + 1);
    this.#use(w, to, 1, 'all');
    if (this.mode === 'cold') this.#use(w, from, -1, 'lasting');
    this.#surely(w, from, -1);
    this.#maybe(w, to, 1);
    this.#moving(w, 1);
  }

  end(w: number): void {
    const from = get(this.at, w);
    const to = get(this.heading, w);
    this.heading[w] = -1;
    this.busy[from] = get(this.busy, from) - 1;
    this.busy[to] = get(this.busy, to) - 1;
    this.underWay -= 1;
    const left = (this.#present.get(this.#key(w, from)) ?? 1) - 1;
    if (left === 0) this.#present.delete(this.#key(w, from));
    else this.#present.set(this.#key(w, from), left);
    this.#use(w, from, -1, this.mode === 'cold' ? 'transient' : 'all');
    this.#surely(w, to, 1);
    this.#maybe(w, from, -1);
    this.#moving(w, -1);
    this.at[w] = to;
    const row = get(this.#zoneRow, get(this.problem.service, w));
    if (row >= 0 && this.#movingOf[row] === 0) this.#restZones[row] = get(this.#sureZones, row);
  }

  /** True when a host holds more than it has: only moves that begin together, and only cold ones, can bring that about. */
  overfull(host: number): boolean {
    const { resources, capacity } = this.problem;
    for (let r = 0; r < resources; r += 1) {
      if (get(this.used, host * resources + r) > get(capacity, host * resources + r)) return true;
    }
    return false;
  }

  /** Takes a move back that has begun and not ended. */
  abandon(w: number): void {
    const from = get(this.at, w);
    this.end(w);
    this.relocate(w, from);
  }

  /** Puts a workload at rest elsewhere, asking nothing. */
  relocate(w: number, to: number): void {
    this.begin(w, to);
    this.end(w);
  }

  #key(w: number, host: number): number {
    return get(this.problem.service, w) * this.problem.hosts + host;
  }

  #count(w: number, host: number, by: 1): void {
    this.#present.set(this.#key(w, host), (this.#present.get(this.#key(w, host)) ?? 0) + by);
    this.#use(w, host, by, 'all');
    this.#surely(w, host, by);
    this.#maybe(w, host, by);
  }

  #use(w: number, host: number, by: 1 | -1, which: 'all' | 'transient' | 'lasting'): void {
    const { resources, need, transient } = this.problem;
    for (let r = 0; r < resources; r += 1) {
      if (which !== 'all' && (transient[r] === 1) !== (which === 'transient')) continue;
      const k = host * resources + r;
      this.used[k] = get(this.used, k) + by * get(need, w * resources + r);
    }
  }

  #surely(w: number, host: number, by: 1 | -1): void {
    const { problem } = this;
    const service = get(problem.service, w);
    const zoneRow = get(this.#zoneRow, service);
    if (zoneRow >= 0) {
      const k = zoneRow * problem.zones + get(problem.zone, host);
      const before = get(this.#sureInZone, k);
      this.#sureInZone[k] = before + by;
      if (before === 0 || before + by === 0) this.#sureZones[zoneRow] = get(this.#sureZones, zoneRow) + by;
    }
    const nearRow = get(this.#nearRow, service);
    if (nearRow < 0) return;
    const k = nearRow * problem.neighbourhoods + get(problem.neighbourhood, host);
    this.#sureNear[k] = get(this.#sureNear, k) + by;
  }

  #maybe(w: number, host: number, by: 1 | -1): void {
    const { problem } = this;
    const row = get(this.#nearRow, get(problem.service, w));
    if (row < 0) return;
    const k = row * problem.neighbourhoods + get(problem.neighbourhood, host);
    this.#maybeNear[k] = get(this.#maybeNear, k) + by;
  }

  #moving(w: number, by: 1 | -1): void {
    const row = get(this.#zoneRow, get(this.problem.service, w));
    if (row >= 0) this.#movingOf[row] = get(this.#movingOf, row) + by;
  }

  /** Fewer zones than asked for, and than there were at rest, whichever of the moves under way have ended. */
  #breaksSpread(w: number, to: number): boolean {
    const { problem } = this;
    const service = get(problem.service, w);
    const row = get(this.#zoneRow, service);
    const leaves = get(problem.zone, get(this.at, w));
    const enters = get(problem.zone, to);
    if (row < 0 || leaves === enters) return false;
    const sureLeft = get(this.#sureInZone, row * problem.zones + leaves) - 1;
    let zones = get(this.#sureZones, row) - (sureLeft === 0 ? 1 : 0);
    // The only one on the move is in one of the two zones at every instant.
    if (get(this.#movingOf, row) === 0 && sureLeft === 0 && this.#sureInZone[row * problem.zones + enters] === 0) {
      zones += 1;
    }
    return zones < Math.min(get(problem.spreadMin, service), get(this.#restZones, row));
  }

  /** Somebody in a neighbourhood without what he depends on, who was not so before. */
  #breaksDependency(w: number, to: number): boolean {
    const { problem } = this;
    const service = get(problem.service, w);
    const row = get(this.#nearRow, service);
    const leaves = get(problem.neighbourhood, get(this.at, w));
    const enters = get(problem.neighbourhood, to);
    if (row < 0 || leaves === enters) return false;
    const { neighbourhoods, dependencyStart, dependency } = problem;
    if (this.#maybeNear[row * neighbourhoods + enters] === 0) {
      for (let d = get(dependencyStart, service); d < get(dependencyStart, service + 1); d += 1) {
        const other = get(this.#nearRow, get(dependency, d));
        if (other !== row && this.#sureNear[other * neighbourhoods + enters] === 0) return true;
      }
    }
    if (this.#sureNear[row * neighbourhoods + leaves] !== 1) return false;
    for (let d = get(this.#dependantStart, service); d < get(this.#dependantStart, service + 1); d += 1) {
      const other = get(this.#nearRow, get(this.#dependant, d));
      if (other !== row && get(this.#maybeNear, other * neighbourhoods + leaves) > 0) return true;
    }
    return false;
  }
}
