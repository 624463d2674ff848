/**
 * What the search reads all the time and no move changes, laid out for it: resources that stay occupied by a moved
 * workload come last, services with rules of their own are numbered densely, dependencies are kept in both directions.
 * Built once and shared by every state of the problem.
 */

import type { HostsProblem } from './problem.ts';

export interface HostsIndex {
  readonly problem: HostsProblem;
  /** Position k in the kernels' order is resource order[k] of the problem. */
  readonly order: Int32Array;
  /** Positions from here on are transient. */
  readonly firstTransient: number;
  /** [workload * resources + position]. */
  readonly need: Float64Array;
  readonly weight: Float64Array;
  /** target × need(first) − need(second), [workload * balances + balance]. */
  readonly balanceNeed: Float64Array;
  readonly balanceWeight: Float64Array;
  /** Row of a service with more than one workload in the conflict bits, else -1. */
  readonly conflictRow: Int32Array;
  readonly conflictRows: number;
  /** Row of a service that must spread over two zones or more, else -1. */
  readonly spreadRow: Int32Array;
  readonly spreadRows: number;
  /** Row of a service that depends or is depended on, else -1; the lists below speak of rows. */
  readonly dependencyRow: Int32Array;
  readonly dependencyRows: number;
  readonly needsStart: Int32Array;
  readonly needs: Int32Array;
  readonly neededByStart: Int32Array;
  readonly neededBy: Int32Array;
  /** Cost of having moved at all, weighted, per workload. */
  readonly leaveCost: Float64Array;
}

export function indexHosts(problem: HostsProblem): HostsIndex {
  const { resources, workloads, balances } = problem;
  const order = new Int32Array(resources);
  let firstTransient = 0;
  for (let r = 0; r < resources; r += 1) if (problem.transient[r] === 0) order[firstTransient++] = r;
  for (let r = 0, at = firstTransient; r < resources; r += 1) if (problem.transient[r] !== 0) order[at++] = r;

  const need = new Float64Array(workloads * resources);
  const balanceNeed = new Float64Array(workloads * balances.length);
  const leaveCost = new Float64Array(workloads);
  for (let w = 0; w < workloads; w += 1) {
    for (let k = 0; k < resources; k += 1) {
      need[w * resources + k] = problem.need[w * resources + (order[k] as number)] as number;
    }
    for (const [b, { first, second, target }] of balances.entries()) {
      const given = target * (problem.need[w * resources + first] as number);
      balanceNeed[w * balances.length + b] = given - (problem.need[w * resources + second] as number);
    }
    leaveCost[w] = problem.workloadMoveWeight * (problem.moveCost[w] as number);
  }
  return {
    problem,
    order,
    firstTransient,
    need,
    weight: Float64Array.from(order, (r) => problem.loadWeight[r] as number),
    balanceNeed,
    balanceWeight: Float64Array.from(balances, (balance) => balance.weight),
    leaveCost,
    ...rowsOfServices(problem),
  };
}

function rowsOfServices(problem: HostsProblem) {
  const { services, dependencyStart, dependency } = problem;
  const members = new Int32Array(services);
  for (const service of problem.service) members[service] = (members[service] as number) + 1;
  const related = new Uint8Array(services);
  for (let s = 0; s < services; s += 1) {
    for (let at = dependencyStart[s] as number; at < (dependencyStart[s + 1] as number); at += 1) {
      if (dependency[at] === s) continue;
      related[s] = 1;
      related[dependency[at] as number] = 1;
    }
  }
  const conflict = numbered(services, (s) => (members[s] as number) > 1);
  const spread = numbered(services, (s) => (problem.spreadMin[s] as number) > 1);
  const depending = numbered(services, (s) => related[s] === 1);
  const pairs: [number, number][] = [];
  for (let s = 0; s < services; s += 1) {
    for (let at = dependencyStart[s] as number; at < (dependencyStart[s + 1] as number); at += 1) {
      const other = dependency[at] as number;
      if (other !== s) pairs.push([depending.row[s] as number, depending.row[other] as number]);
    }
  }
  const forward = grouped(depending.rows, pairs);
  const backward = grouped(
    depending.rows,
    pairs.map(([from, to]) => [to, from]),
  );
  return {
    conflictRow: conflict.row,
    conflictRows: conflict.rows,
    spreadRow: spread.row,
    spreadRows: spread.rows,
    dependencyRow: depending.row,
    dependencyRows: depending.rows,
    needsStart: forward.start,
    needs: forward.list,
    neededByStart: backward.start,
    neededBy: backward.list,
  };
}

function numbered(count: number, chosen: (at: number) => boolean): { row: Int32Array; rows: number } {
  const row = new Int32Array(count).fill(-1);
  let rows = 0;
  for (let at = 0; at < count; at += 1) if (chosen(at)) row[at] = rows++;
  return { row, rows };
}

function grouped(rows: number, pairs: readonly (readonly [number, number])[]) {
  const start = new Int32Array(rows + 1);
  for (const [from] of pairs) start[from + 1] = (start[from + 1] as number) + 1;
  for (let row = 0; row < rows; row += 1) start[row + 1] = (start[row + 1] as number) + (start[row] as number);
  const next = start.slice();
  const list = new Int32Array(pairs.length);
  for (const [from, to] of pairs) {
    const at = next[from] as number;
    list[at] = to;
    next[from] = at + 1;
  }
  return { start, list };
}
