/**
 * Where the workloads of one site should run among its hosts: the machine reassignment problem of the ROADEF/EURO
 * challenge 2012 in this product's words. workload = process, host = machine, service = processes that never share a
 * host, zone = location (spread is counted over it), neighbourhood = within which a dependency must be met.
 * Matrices are row-major: [host * resources + resource], [workload * resources + resource], [from * hosts + to].
 * All figures are whole numbers below 2^53 in total, so sums are exact whatever their order.
 */

export interface HostsProblem {
  readonly workloads: number;
  readonly hosts: number;
  readonly resources: number;
  readonly services: number;
  /** Dense labels 0…zones−1 and 0…neighbourhoods−1. */
  readonly zones: number;
  readonly neighbourhoods: number;
  /** 1: a moved workload still occupies its old host (disk, memory while it is copied). */
  readonly transient: Uint8Array;
  readonly loadWeight: Float64Array;
  readonly zone: Int32Array;
  readonly neighbourhood: Int32Array;
  readonly capacity: Float64Array;
  /** Above this the load costs. */
  readonly safety: Float64Array;
  /** Cost of moving from host to host; null: nothing. */
  readonly hostMoveCost: Uint32Array | null;
  /** Fewest distinct zones each service is to be in. */
  readonly spreadMin: Int32Array;
  /** Services that service s depends on: dependency[dependencyStart[s] … dependencyStart[s+1]−1]. */
  readonly dependencyStart: Int32Array;
  readonly dependency: Int32Array;
  readonly service: Int32Array;
  readonly need: Float64Array;
  readonly moveCost: Float64Array;
  readonly balances: readonly Balance[];
  readonly workloadMoveWeight: number;
  readonly serviceMoveWeight: number;
  readonly hostMoveWeight: number;
  /** Host of each workload now: feasible, and what every move is counted from. */
  readonly initial: Int32Array;
  /** 1 where a workload may run on a host, [workload * hosts + host]; null: everywhere. The initial host is always allowed. */
  readonly allowed: Uint8Array | null;
}

/** Costs weight × max(0, target × free(first) − free(second)) on each host. */
export interface Balance {
  readonly first: number;
  readonly second: number;
  readonly target: number;
  readonly weight: number;
}
