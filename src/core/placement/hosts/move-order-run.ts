/** One attempt at an order: begins what can begin, batch by batch; when nothing can, looks for a way round. */

import type { Random } from '../random.ts';
import { OrderState } from './move-order-state.ts';
import type { MoveMode } from './move-order-state.ts';
import type { BlockedMove, Move, MoveOrder } from './move-order.ts';
import type { HostsProblem } from './problem.ts';

export interface OrderLimits {
  readonly mode: MoveMode;
  readonly perHost: number;
  readonly total: number;
  readonly relax: boolean;
}

/** Ways round that are tried in one attempt, each with all that follows from it. */
const MOST_TRIALS = 2000;
/** And how many moves may be looked at in them, about. */
const MOST_WORK = 200_000;
/** Workloads sent out of the way for one. */
const DEEPEST = 3;
/** Third hosts, and workloads in the way, that are looked at per blocked move. */
const HOSTS_TRIED = 6;
const BLOCKERS_TRIED = 6;
/** Longest circle of cold moves that is looked for. */
const LONGEST_CIRCLE = 8;

export class Orderer {
  readonly #problem: HostsProblem;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #limits: OrderLimits;
  readonly #state: OrderState;
  /** Position in the priority; moves off the hosts that others need most come first. */
  readonly #rank: Float64Array;
  /** Workloads that are not where they are to be, by rank. */
  #pending: number[] = [];
  readonly #batches: Move[][] = [];
  /** For each host, moves that wait for room on it. */
  readonly #waiting: number[][];
  #trials = 0;
  #work = 0;
  #broken = 0;

  constructor(problem: HostsProblem, from: Int32Array, to: Int32Array, limits: OrderLimits, random: Random | null) {
    this.#problem = problem;
    this.#from = from;
    this.#to = to;
    this.#limits = limits;
    this.#state = new OrderState(problem, from, limits.mode);
    this.#waiting = Array.from({ length: problem.hosts }, () => []);
    this.#rank = this.#priorities(random);
    for (let w = 0; w < problem.workloads; w += 1) if (from[w] !== to[w]) this.#pending.push(w);
    this.#sort(this.#pending);
  }

  /** Smaller is better: first what stays blocked, then rules given up, then extra moves, then length. */
  worth(): number {
    const moves = this.#batches.reduce((sum, batch) => sum + batch.length, 0);
    return ((this.#pending.length * 1e4 + this.#broken) * 1e5 + moves) * 1e5 + this.#batches.length;
  }

  /** Nothing that another priority could improve but the number of batches. */
  smooth(): boolean {
    return this.#pending.length === 0 && this.#broken === 0 && this.#trials === 0;
  }

  run(): void {
    do this.#runFreely();
    while (this.#pending.length > 0 && (this.#circle() || this.#detour() || this.#relax()));
  }

  result(): MoveOrder {
    const moves = this.#batches.flat();
    return {
      batches: this.#batches,
      blocked: this.#pending.toSorted((a, b) => a - b).map((w) => this.#describe(w)),
      reached: this.#state.at.slice(),
      moves: moves.length,
      detours: moves.filter((move) => move.kind !== 'move').length,
    };
  }

  /** Hosts are ranked by what is to arrive beyond what is free: leaving those first helps most. */
  #priorities(random: Random | null): Float64Array {
    const { hosts, resources, workloads, need, capacity } = this.#problem;
    const wanted = this.#state.used.slice();
    for (let w = 0; w < workloads; w += 1) {
      const to = this.#to[w] ?? 0;
      if (this.#from[w] === to) continue;
      for (let r = 0; r < resources; r += 1) {
        wanted[to * resources + r] = (wanted[to * resources + r] ?? 0) + (need[w * resources + r] ?? 0);
      }
    }
    const pressure = new Float64Array(hosts);
    for (let m = 0; m < hosts; m += 1) {
      for (let r = 0; r < resources; r += 1) {
        const k = m * resources + r;
        pressure[m] = Math.max(pressure[m] ?? 0, (wanted[k] ?? 0) / Math.max(1, capacity[k] ?? 0));
      }
    }
    return Float64Array.from({ length: workloads }, (_, w) => {
      const gain = (pressure[this.#from[w] ?? 0] ?? 0) - 0.3 * (pressure[this.#to[w] ?? 0] ?? 0);
      return gain + (random === null ? 0 : random.next());
    });
  }

  #sort(list: number[]): void {
    list.sort((a, b) => (this.#rank[b] ?? 0) - (this.#rank[a] ?? 0) || a - b);
  }

  #kind(w: number, to: number): Move['kind'] {
    if (to !== this.#to[w]) return 'detour';
    return this.#from[w] === to ? 'return' : 'move';
  }

  #begin(w: number, to: number, batch: Move[], gives: Move['gives'] = []): void {
    batch.push({ workload: w, from: this.#state.at[w] ?? 0, to, kind: this.#kind(w, to), gives });
    this.#state.begin(w, to);
  }

  #finish(batch: Move[]): void {
    for (const { workload } of batch) this.#state.end(workload);
    this.#batches.push(batch);
  }

  /** Batches of pending moves until none can begin. A move that lacks room waits until something leaves its host. */
  #runFreely(): void {
    for (const list of this.#waiting) list.length = 0;
    let ready = this.#pending;
    const arrived = new Set<number>();
    while (ready.length > 0) {
      const batch: Move[] = [];
      const left: number[] = [];
      for (const w of ready) {
        const to = this.#to[w] ?? 0;
        if (this.#full(w, to)) {
          left.push(w);
          continue;
        }
        const obstacle = this.#state.obstacle(w, to);
        if (obstacle === null) this.#begin(w, to, batch);
        else if (obstacle === 'capacity' || obstacle === 'conflict') this.#waiting[to]?.push(w);
        else left.push(w);
      }
      if (batch.length === 0) break;
      this.#finish(batch);
      const woken: number[] = [];
      for (const { workload, from } of batch) {
        arrived.add(workload);
        const list = this.#waiting[from];
        if (list !== undefined) woken.push(...list.splice(0));
      }
      ready = woken.length === 0 ? left : [...left, ...woken];
      if (woken.length > 0) this.#sort(ready);
    }
    if (arrived.size > 0) this.#pending = this.#pending.filter((w) => !arrived.has(w));
  }

  #full(w: number, to: number): boolean {
    const { perHost, total } = this.#limits;
    const { busy, underWay, at } = this.#state;
    return underWay >= total || (busy[to] ?? 0) >= perHost || (busy[at[w] ?? 0] ?? 0) >= perHost;
  }

  /** Cold moves that make room for each other all at once: follows who is in whose way until the circle closes. */
  #circle(): boolean {
    if (this.#limits.mode !== 'cold') return false;
    const longest = Math.min(LONGEST_CIRCLE, this.#limits.total);
    if (this.#limits.perHost < 2) return false;
    for (const first of this.#pending) {
      const chain: Move[] = [];
      if (this.#follow(first, first, chain, longest)) {
        this.#finish(chain);
        const gone = new Set(chain.map((move) => move.workload));
        this.#pending = this.#pending.filter((w) => !gone.has(w));
        return true;
      }
    }
    return false;
  }

  #follow(w: number, first: number, chain: Move[], left: number): boolean {
    const to = this.#to[w] ?? 0;
    if (left === 0 || this.#full(w, to) || this.#state.heading[w] !== -1) return false;
    const obstacle = this.#state.obstacle(w, to);
    if (obstacle !== null && obstacle !== 'capacity') return false;
    if (this.#state.rulesBroken(w, to).length > 0) return false;
    this.#begin(w, to, chain);
    if (chain.every((move) => !this.#state.overfull(move.to))) return true;
    const blockers = this.#leaving(to, w).slice(0, BLOCKERS_TRIED);
    for (const blocker of blockers) if (this.#follow(blocker, first, chain, left - 1)) return true;
    this.#state.abandon(w);
    chain.pop();
    return false;
  }

  /** Pending workloads on a host, largest first in what `w` lacks there. */
  #leaving(host: number, w: number): number[] {
    const { resources, need } = this.#problem;
    const r = Math.max(0, this.#state.shortResource(w, host));
    return this.#pending
      .filter((other) => other !== w && this.#state.at[other] === host)
      .toSorted((a, b) => (need[b * resources + r] ?? 0) - (need[a * resources + r] ?? 0) || a - b);
  }

  /** The shallowest way round: one workload out of the way, then two, then three. */
  #detour(): boolean {
    const goal = this.#pending.length;
    for (let depth = 1; depth <= DEEPEST; depth += 1) if (this.#clear(depth, goal)) return true;
    return false;
  }

  /** Sends something in the way to a third host, and keeps that if fewer than `goal` are pending in the end. */
  #clear(depth: number, goal: number): boolean {
    for (const w of this.#pending) {
      const host = this.#to[w] ?? 0;
      const obstacle = this.#state.obstacle(w, host, false);
      if (obstacle !== 'capacity' && obstacle !== 'conflict') continue;
      for (const blocker of this.#blockers(w, host, obstacle)) {
        for (const third of this.#thirdHosts(blocker, host)) {
          if (this.#trials >= MOST_TRIALS || this.#work > MOST_WORK) return false;
          if (this.#tryDetour(w, blocker, third, depth, goal)) return true;
        }
      }
    }
    return false;
  }

  #blockers(w: number, host: number, obstacle: 'capacity' | 'conflict'): number[] {
    const { service, workloads, resources, need } = this.#problem;
    const on: number[] = [];
    for (let other = 0; other < workloads; other += 1) {
      if (this.#state.at[other] === host && (obstacle === 'capacity' || service[other] === service[w])) on.push(other);
    }
    if (obstacle === 'conflict') return on;
    const r = Math.max(0, this.#state.shortResource(w, host));
    const size = (other: number): number => need[other * resources + r] ?? 0;
    const leaves = (other: number): number => (this.#to[other] === host ? 0 : 1);
    const useful = on.filter((other) => size(other) > 0);
    useful.sort((a, b) => leaves(b) - leaves(a) || size(b) - size(a) || a - b);
    return useful.slice(0, BLOCKERS_TRIED);
  }

  /** Hosts that can take a workload for a while, those with most left over first. */
  #thirdHosts(w: number, avoid: number): number[] {
    const { hosts, resources, capacity, need } = this.#problem;
    const { used } = this.#state;
    const found: { host: number; slack: number }[] = [];
    for (let host = 0; host < hosts; host += 1) {
      if (host === avoid || this.#state.obstacle(w, host) !== null) continue;
      let slack = Infinity;
      for (let r = 0; r < resources; r += 1) {
        const k = host * resources + r;
        const left = (capacity[k] ?? 0) - (used[k] ?? 0) - (need[w * resources + r] ?? 0);
        slack = Math.min(slack, left / Math.max(1, capacity[k] ?? 0));
      }
      found.push({ host, slack });
    }
    found.sort((a, b) => b.slack - a.slack || a.host - b.host);
    return found.slice(0, HOSTS_TRIED).map(({ host }) => host);
  }

  #tryDetour(w: number, blocker: number, third: number, depth: number, goal: number): boolean {
    this.#trials += 1;
    this.#work += this.#pending.length + 20;
    const pending = this.#pending;
    const batches = this.#batches.length;
    const batch: Move[] = [];
    this.#begin(blocker, third, batch);
    this.#finish(batch);
    // Whatever was sent away goes on last: its place is what the others need.
    this.#pending = [w, ...pending.filter((other) => other !== w && other !== blocker), blocker];
    this.#runFreely();
    // What was not to move at all must be home again.
    const stranded = this.#pending.some((other) => this.#from[other] === this.#to[other]);
    if (this.#pending.length < goal && !stranded) return true;
    if (depth > 1 && this.#clear(depth - 1, goal)) return true;
    for (const undone of this.#batches.splice(batches).toReversed()) {
      for (const move of undone.toReversed()) this.#state.relocate(move.workload, move.from);
    }
    this.#pending = pending;
    return false;
  }

  /** Begins one move that only spread or dependency forbids, and says so. */
  #relax(): boolean {
    if (!this.#limits.relax) return false;
    for (const w of this.#pending) {
      const to = this.#to[w] ?? 0;
      const gives = this.#state.obstacle(w, to);
      if (gives !== 'spread' && gives !== 'dependency') continue;
      const batch: Move[] = [];
      this.#begin(w, to, batch, this.#state.rulesBroken(w, to));
      this.#finish(batch);
      this.#broken += 1;
      this.#pending = this.#pending.filter((other) => other !== w);
      return true;
    }
    return false;
  }

  #describe(w: number): BlockedMove {
    const { resources, need, capacity, service } = this.#problem;
    const to = this.#to[w] ?? 0;
    const from = this.#state.at[w] ?? 0;
    const by = this.#state.obstacle(w, to) ?? 'capacity';
    const resource = by === 'capacity' ? this.#state.shortResource(w, to) : -1;
    const k = to * resources + resource;
    const short =
      resource < 0 ? 0 : (this.#state.used[k] ?? 0) + (need[w * resources + resource] ?? 0) - (capacity[k] ?? 0);
    let inTheWay: number[] = [];
    if (by === 'capacity') inTheWay = this.#leaving(to, w);
    if (by === 'conflict') {
      inTheWay = [...this.#state.at.keys()].filter((o) => this.#state.at[o] === to && service[o] === service[w]);
    }
    return { workload: w, from, to, by, resource: resource < 0 ? null : resource, short, inTheWay };
  }
}
