/** Problems for tests: the worked example of the challenge's description, and random small ones whose start is feasible. */

import { createRandom } from '../random.ts';
import { checkHosts } from './check-hosts.fixture.ts';
import type { HostsProblem } from './problem.ts';

export function workedExample(initial: readonly number[] = [0, 3, 0]): HostsProblem {
  return {
    workloads: 3,
    hosts: 4,
    resources: 2,
    services: 2,
    zones: 3,
    neighbourhoods: 2,
    transient: Uint8Array.of(1, 0),
    loadWeight: Float64Array.of(100, 10),
    zone: Int32Array.of(0, 0, 1, 2),
    neighbourhood: Int32Array.of(0, 0, 1, 1),
    capacity: Float64Array.of(30, 400, 10, 240, 15, 100, 10, 100),
    safety: Float64Array.of(16, 80, 8, 160, 12, 80, 8, 80),
    hostMoveCost: Uint32Array.of(0, 1, 4, 5, 1, 0, 3, 4, 4, 3, 0, 2, 5, 4, 2, 0),
    spreadMin: Int32Array.of(2, 1),
    dependencyStart: Int32Array.of(0, 0, 1),
    dependency: Int32Array.of(0),
    service: Int32Array.of(0, 0, 1),
    need: Float64Array.of(12, 10, 10, 20, 6, 200),
    moveCost: Float64Array.of(1000, 100, 1),
    balances: [{ first: 0, second: 1, target: 20, weight: 10 }],
    workloadMoveWeight: 1,
    serviceMoveWeight: 10,
    hostMoveWeight: 100,
    initial: Int32Array.from(initial),
    allowed: null,
  };
}

export interface HostsShape {
  readonly workloads: number;
  readonly hosts: number;
  readonly seed: number;
}

/** A random start is drawn first and the rules are then set so that it keeps them, tightly enough to bind. */
export function randomHostsProblem({ workloads, hosts, seed }: HostsShape): HostsProblem {
  const random = createRandom(seed);
  const resources = 1 + random.below(4);
  const services = 1 + random.below(workloads);
  const zones = 1 + random.below(hosts);
  const neighbourhoods = 1 + random.below(Math.min(3, hosts));
  const whole = (length: number, below: number) => Float64Array.from({ length }, () => random.below(below));
  const zone = Int32Array.from({ length: hosts }, () => random.below(zones));
  const neighbourhood = Int32Array.from({ length: hosts }, () => random.below(neighbourhoods));
  const initial = Int32Array.from({ length: workloads }, () => random.below(hosts));
  const need = whole(workloads * resources, 40);
  // A workload whose service is on its host already becomes a service of its own.
  const taken = new Set<string>();
  let ownServices = services;
  const service = Int32Array.from(initial, (host) => {
    const drawn = random.below(services);
    const free = !taken.has(`${drawn}/${host}`);
    taken.add(`${drawn}/${host}`);
    return free ? drawn : ownServices++;
  });
  const spreadMin = Int32Array.from({ length: ownServices }, (_, s) => {
    const used = new Set([...service].flatMap((of, w) => (of === s ? [zone[initial[w] ?? 0]] : [])));
    return random.below(used.size + 1);
  });
  const near = (s: number) =>
    new Set([...service].flatMap((of, w) => (of === s ? [neighbourhood[initial[w] ?? 0]] : [])));
  const lists = Array.from({ length: ownServices }, (_, s) => {
    const other = random.below(ownServices);
    return random.below(2) === 0 && [...near(s)].every((of) => near(other).has(of)) ? [other] : [];
  });
  const used = new Float64Array(hosts * resources);
  for (let at = 0; at < need.length; at += 1) {
    const host = initial[Math.floor(at / resources)] ?? 0;
    used[host * resources + (at % resources)] = (used[host * resources + (at % resources)] ?? 0) + (need[at] ?? 0);
  }
  const capacity = used.map((load) => load + random.below(60));
  const withAllowed = random.below(3) === 0;
  const allowed = Uint8Array.from({ length: workloads * hosts }, (_, at) =>
    at % hosts === initial[Math.floor(at / hosts)] || random.below(4) > 0 ? 1 : 0,
  );
  const problem: HostsProblem = {
    workloads,
    hosts,
    resources,
    services: ownServices,
    zones,
    neighbourhoods,
    transient: Uint8Array.from({ length: resources }, () => random.below(2)),
    loadWeight: whole(resources, 5),
    zone,
    neighbourhood,
    capacity,
    safety: capacity.map((limit) => Math.floor(limit * (0.3 + 0.7 * random.next()))),
    hostMoveCost: random.below(4) === 0 ? null : Uint32Array.from({ length: hosts * hosts }, () => random.below(5)),
    spreadMin,
    dependencyStart: Int32Array.from({ length: ownServices + 1 }, (_, s) => lists.slice(0, s).flat().length),
    dependency: Int32Array.from(lists.flat()),
    service,
    need,
    moveCost: whole(workloads, 8),
    balances: Array.from({ length: random.below(3) }, () => ({
      first: random.below(resources),
      second: random.below(resources),
      target: random.below(4),
      weight: random.below(4),
    })),
    workloadMoveWeight: 1,
    serviceMoveWeight: random.below(12),
    hostMoveWeight: random.below(3),
    initial,
    allowed: withAllowed ? allowed : null,
  };
  const { violations } = checkHosts(problem, initial);
  if (violations.length > 0) throw new Error(violations.join(', '));
  return problem;
}

/** Cheapest assignment that keeps every rule, by trying all of them. */
export function bruteForceHosts(problem: HostsProblem): number {
  let best = Infinity;
  const assigned = new Int32Array(problem.workloads);
  const visit = (workload: number): void => {
    if (workload === problem.workloads) {
      const { violations, total } = checkHosts(problem, assigned);
      if (violations.length === 0 && total < best) best = total;
      return;
    }
    for (let host = 0; host < problem.hosts; host += 1) {
      assigned[workload] = host;
      visit(workload + 1);
    }
  };
  visit(0);
  return best;
}
