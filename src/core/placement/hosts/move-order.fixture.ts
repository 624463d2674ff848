/**
 * Small random sites with two plans each, and a replay of an order that looks at every instant. The replay is written
 * apart from the ordering: it keeps no counters, it lays everything out anew for each set of moves that may have ended.
 */

import { createRandom } from '../random.ts';
import type { Move, MoveOrder } from './move-order.ts';
import type { MoveMode } from './move-order-state.ts';
import type { HostsProblem } from './problem.ts';

export interface SmallSite {
  readonly problem: HostsProblem;
  readonly from: Int32Array;
  readonly to: Int32Array;
}

export interface SiteFigures {
  readonly seed: number;
  readonly hosts: number;
  readonly workloads: number;
  readonly services: number;
  /** How much more each host has than the fuller of the two plans needs; 0: not a unit. */
  readonly slack: number;
  readonly dependencies?: number;
  readonly spread?: boolean;
}

export function smallSite(figures: SiteFigures): SmallSite {
  const { hosts, workloads, services } = figures;
  const resources = 2;
  const random = createRandom(figures.seed);
  const service = Int32Array.from({ length: workloads }, () => random.below(services));
  const need = Float64Array.from({ length: workloads * resources }, () => random.below(5));
  const zone = Int32Array.from({ length: hosts }, (_, m) => m % 2);
  const neighbourhood = Int32Array.from({ length: hosts }, (_, m) => m % 3);
  const plan = (): Int32Array => {
    const taken = new Set<number>();
    return service.map((s) => {
      let host = random.below(hosts);
      for (let tries = 0; tries < 50 && taken.has(s * hosts + host); tries += 1) host = random.below(hosts);
      taken.add(s * hosts + host);
      return host;
    });
  };
  const from = plan();
  const to = plan().map((host, w) => (random.next() < 0.8 ? host : (from[w] ?? 0)));
  const capacity = new Float64Array(hosts * resources);
  for (const placed of [from, to]) {
    const used = new Float64Array(hosts * resources);
    for (const [w, host] of placed.entries()) {
      for (let r = 0; r < resources; r += 1) {
        used[host * resources + r] = (used[host * resources + r] ?? 0) + (need[w * resources + r] ?? 0);
      }
    }
    for (const [k, amount] of used.entries()) capacity[k] = Math.max(capacity[k] ?? 0, amount);
  }
  const dependencyStart = new Int32Array(services + 1);
  const dependency: number[] = [];
  for (let s = 0; s < services; s += 1) {
    for (let t = 0; t < services; t += 1) {
      if (s !== t && random.next() < (figures.dependencies ?? 0) / services) dependency.push(t);
    }
    dependencyStart[s + 1] = dependency.length;
  }
  const problem: HostsProblem = {
    workloads,
    hosts,
    resources,
    services,
    zones: 2,
    neighbourhoods: 3,
    transient: Uint8Array.of(1, 0),
    loadWeight: new Float64Array(resources),
    zone,
    neighbourhood,
    capacity: capacity.map((amount) => amount + figures.slack),
    safety: capacity,
    hostMoveCost: null,
    spreadMin: Int32Array.from({ length: services }, () => (figures.spread === true ? 1 + random.below(2) : 1)),
    dependencyStart,
    dependency: Int32Array.from(dependency),
    service,
    need,
    moveCost: new Float64Array(workloads),
    balances: [],
    workloadMoveWeight: 1,
    serviceMoveWeight: 1,
    hostMoveWeight: 1,
    initial: from,
    allowed: null,
  };
  return { problem, from, to };
}

interface Instant {
  readonly usage: Float64Array;
  /** "service@host" of everything that is there, moving ones on both; a second one on the same host as "!service@host". */
  readonly together: ReadonlySet<string>;
  /** Zones per service, and "service needs other in neighbourhood" that is not met, as if only ended moves counted. */
  readonly zones: readonly number[];
  readonly unmet: ReadonlySet<string>;
}

function layOut(problem: HostsProblem, at: Int32Array, moving: readonly Move[], mode: MoveMode): Instant {
  const { hosts, resources, services } = problem;
  const usage = new Float64Array(hosts * resources);
  const all: string[] = [];
  const put = (w: number, host: number, which: (r: number) => boolean): void => {
    for (let r = 0; r < resources; r += 1) {
      const k = host * resources + r;
      if (which(r)) usage[k] = (usage[k] ?? 0) + (problem.need[w * resources + r] ?? 0);
    }
    const place = `${problem.service[w]}@${host}`;
    all.push(all.includes(place) ? `!${place}` : place);
  };
  const zonesOf = Array.from({ length: services }, () => new Set<number>());
  const nearOf = Array.from({ length: services }, () => new Set<number>());
  for (const [w, host] of at.entries()) {
    const move = moving.find((m) => m.workload === w);
    const held = (r: number): boolean => move === undefined || mode === 'live' || problem.transient[r] === 1;
    put(w, host, held);
    if (move !== undefined) put(w, move.to, held);
    zonesOf[problem.service[w] ?? 0]?.add(problem.zone[host] ?? 0);
    nearOf[problem.service[w] ?? 0]?.add(problem.neighbourhood[host] ?? 0);
  }
  const unmet = new Set<string>();
  for (let s = 0; s < services; s += 1) {
    for (const other of problem.dependency.slice(problem.dependencyStart[s], problem.dependencyStart[s + 1])) {
      for (const near of nearOf[s] ?? []) if (nearOf[other]?.has(near) !== true) unmet.add(`${s}→${other}@${near}`);
    }
  }
  return { usage, together: new Set(all), zones: zonesOf.map((zones) => zones.size), unmet };
}

/** What is wrong with an order; nothing: it can be carried out. */
export function replay(
  site: SmallSite,
  order: MoveOrder,
  options: { mode: MoveMode; perHost: number; total: number },
): string[] {
  const { problem, from, to } = site;
  const wrong: string[] = [];
  let at = from.slice();
  for (const [n, batch] of order.batches.entries()) {
    const fault = (text: string): void => void wrong.push(`batch ${n}: ${text}`);
    if (batch.length === 0 || batch.length > options.total) fault(`${batch.length} moves`);
    for (let host = 0; host < problem.hosts; host += 1) {
      const touching = batch.filter((m) => m.from === host || m.to === host).length;
      if (touching > options.perHost) fault(`${touching} moves touch host ${host}`);
    }
    if (new Set(batch.map((m) => m.workload)).size < batch.length) fault('a workload moves twice');
    for (const move of batch) {
      if (at[move.workload] !== move.from || move.from === move.to)
        fault(`${move.workload} does not leave ${move.from}`);
      const kind = move.to !== to[move.workload] ? 'detour' : move.to === from[move.workload] ? 'return' : 'move';
      if (move.kind !== kind) fault(`${move.workload} is a ${kind}, said ${move.kind}`);
    }
    const before = layOut(problem, at, [], options.mode);
    const given = new Set(batch.flatMap((m) => m.gives));
    for (let ended = 0; ended < 2 ** batch.length; ended += 1) {
      const then = at.slice();
      const moving = batch.filter((move, k) => {
        if ((ended >> k) & 1) then[move.workload] = move.to;
        return !((ended >> k) & 1);
      });
      // Cold moves of a batch start again only when all have ended.
      const now = layOut(
        problem,
        options.mode === 'cold' && moving.length > 0 ? at : then,
        options.mode === 'cold' && moving.length > 0 ? batch : moving,
        options.mode,
      );
      for (const [k, amount] of now.usage.entries()) {
        if (amount > Math.max(problem.capacity[k] ?? 0, before.usage[k] ?? 0))
          fault(`host figure ${k} exceeds capacity`);
      }
      for (const place of now.together)
        if (place.startsWith('!') && !before.together.has(place)) fault(`conflict ${place}`);
      const rules = layOut(problem, then, [], options.mode);
      for (const [s, zones] of rules.zones.entries()) {
        if (zones < Math.min(problem.spreadMin[s] ?? 1, before.zones[s] ?? 0) && !given.has('spread'))
          fault(`spread of ${s}`);
      }
      for (const pair of rules.unmet)
        if (!before.unmet.has(pair) && !given.has('dependency')) fault(`dependency ${pair}`);
    }
    at = at.map((host, w) => batch.find((m) => m.workload === w)?.to ?? host);
  }
  const blocked = new Map(order.blocked.map((move) => [move.workload, move]));
  for (const [w, host] of at.entries()) {
    if (order.reached[w] !== host) wrong.push(`workload ${w} is on ${host}, said ${order.reached[w]}`);
    if ((host !== to[w]) !== blocked.has(w))
      wrong.push(`workload ${w}: blocked ${blocked.has(w)}, on ${host} of ${to[w]}`);
  }
  return wrong;
}

/** Whether `to` can be reached by moves one after the other, over any hosts: a search of every state, live moves, no rules but conflict. */
export function reachable(site: SmallSite): boolean {
  const { problem, from, to } = site;
  const seen = new Set([from.join()]);
  const open = [from];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (state.join() === to.join()) return true;
    const { usage, together } = layOut(problem, state, [], 'live');
    for (let w = 0; w < problem.workloads; w += 1) {
      for (let host = 0; host < problem.hosts; host += 1) {
        if (host === state[w] || together.has(`${problem.service[w]}@${host}`)) continue;
        const fits = [0, 1].every((r) => {
          const more = problem.need[w * 2 + r] ?? 0;
          return more === 0 || (usage[host * 2 + r] ?? 0) + more <= (problem.capacity[host * 2 + r] ?? 0);
        });
        const next = state.with(w, host);
        if (!fits || seen.has(next.join())) continue;
        seen.add(next.join());
        open.push(next);
      }
    }
  }
  return false;
}
