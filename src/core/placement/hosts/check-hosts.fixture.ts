/**
 * The rules and the objective of machine reassignment, written down a second time from their definition: plain loops over
 * the problem, nothing shared with the kernel. Tests judge the kernel by it.
 */

import type { HostsProblem } from './problem.ts';

export interface HostsVerdict {
  readonly violations: readonly string[];
  readonly total: number;
  readonly load: number;
  readonly balance: number;
  readonly workloadMoves: number;
  readonly serviceMoves: number;
  readonly hostMoves: number;
}

export function checkHosts(problem: HostsProblem, assigned: ArrayLike<number>): HostsVerdict {
  const violations: string[] = [];
  const at = (list: ArrayLike<number>, index: number): number => {
    const value = list[index];
    if (value === undefined) throw new RangeError(`no entry ${index}`);
    return value;
  };
  const workloads = Array.from({ length: problem.workloads }, (_, workload) => ({
    workload,
    home: at(problem.initial, workload),
    host: at(assigned, workload),
    service: at(problem.service, workload),
    need: (r: number) => at(problem.need, workload * problem.resources + r),
  }));
  for (const { workload, host, home } of workloads) {
    if (!(Number.isInteger(host) && host >= 0 && host < problem.hosts)) throw new RangeError(`host ${host}`);
    if (host === home || problem.allowed === null) continue;
    if (at(problem.allowed, workload * problem.hosts + host) === 0) violations.push(`allowed ${workload} on ${host}`);
  }

  let load = 0;
  let balance = 0;
  for (let host = 0; host < problem.hosts; host += 1) {
    const here = workloads.filter((each) => each.host === host);
    const gone = workloads.filter((each) => each.home === host && each.host !== host);
    const free: number[] = [];
    for (let r = 0; r < problem.resources; r += 1) {
      const used = here.reduce((sum, each) => sum + each.need(r), 0);
      const held = problem.transient[r] === 1 ? gone.reduce((sum, each) => sum + each.need(r), 0) : 0;
      const capacity = at(problem.capacity, host * problem.resources + r);
      if (used + held > capacity) violations.push(`capacity of ${host} in ${r}`);
      const over = Math.max(0, used - at(problem.safety, host * problem.resources + r));
      load += at(problem.loadWeight, r) * over;
      free.push(capacity - used);
    }
    for (const { first, second, target, weight } of problem.balances) {
      balance += weight * Math.max(0, target * at(free, first) - at(free, second));
    }
  }

  const members = Map.groupBy(workloads, (each) => each.service);
  for (const [service, all] of members) {
    if (new Set(all.map((each) => each.host)).size < all.length) violations.push(`conflict in ${service}`);
    const near = new Set(all.map((each) => at(problem.neighbourhood, each.host)));
    const needed = problem.dependency.slice(
      at(problem.dependencyStart, service),
      at(problem.dependencyStart, service + 1),
    );
    for (const other of needed) {
      const theirs = new Set((members.get(other) ?? []).map((each) => at(problem.neighbourhood, each.host)));
      for (const place of near) if (!theirs.has(place)) violations.push(`${service} needs ${other} in ${place}`);
    }
  }
  for (let service = 0; service < problem.services; service += 1) {
    const zones = new Set((members.get(service) ?? []).map((each) => at(problem.zone, each.host)));
    if (zones.size < at(problem.spreadMin, service)) violations.push(`spread of ${service}`);
  }

  const moved = workloads.filter((each) => each.home !== each.host);
  const workloadMoves = moved.reduce((sum, each) => sum + at(problem.moveCost, each.workload), 0);
  const perService = [...Map.groupBy(moved, (each) => each.service).values()].map((all) => all.length);
  const serviceMoves = Math.max(0, ...perService);
  const costs = problem.hostMoveCost;
  const hostMoves =
    costs === null ? 0 : moved.reduce((sum, each) => sum + at(costs, each.home * problem.hosts + each.host), 0);
  const total =
    load +
    balance +
    problem.workloadMoveWeight * workloadMoves +
    problem.serviceMoveWeight * serviceMoves +
    problem.hostMoveWeight * hostMoves;
  return { violations, total, load, balance, workloadMoves, serviceMoves, hostMoves };
}
