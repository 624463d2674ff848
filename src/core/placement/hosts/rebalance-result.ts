/** What a rebalance plan says. Percentages are of what a host has after over-commit, before headroom. */

export interface HostLoad {
  /** Null: the host's size is not known. */
  readonly memoryPct: number | null;
  readonly vcpuPct: number | null;
  /** Measured demand at its 95th percentile against cores; null when too little was measured. */
  readonly busyPct: number | null;
  readonly memoryGiB: number;
  readonly vcpus: number;
  readonly workloads: number;
}

export interface HostBeforeAfter {
  readonly hostId: string;
  readonly host: string;
  readonly before: HostLoad;
  readonly after: HostLoad;
  readonly arrivals: number;
  readonly departures: number;
  /** Why nothing is moved onto it. */
  readonly closed: string | null;
}

export type MoveWhy = 'evacuate' | 'apart' | 'relieve' | 'even' | 'make-room' | 'out-of-the-way';

export interface HostMove {
  /** Counts over the whole plan, from 1, in the order of execution. */
  readonly order: number;
  /** Moves of one batch may run side by side; the next batch begins when all have ended. */
  readonly batch: number;
  readonly workloads: readonly { readonly id: string; readonly name: string }[];
  readonly memoryMiB: number;
  readonly group: string;
  readonly from: string;
  readonly to: string;
  readonly kind: 'move' | 'detour' | 'return';
  readonly why: MoveWhy;
  /** One sentence with figures. */
  readonly reason: string;
  /** Facts that would settle whether it can be made while the machine runs; empty: known that it can. */
  readonly needs: readonly string[];
}

export interface BlockedWorkload {
  readonly workloads: readonly { readonly id: string; readonly name: string }[];
  readonly group: string;
  readonly host: string;
  /** Where it was to go, when a move was wanted and cannot be made. */
  readonly to: string | null;
  readonly reason: string;
}

export interface GroupPlan {
  readonly name: string;
  readonly hosts: readonly HostBeforeAfter[];
  readonly workloads: number;
  /** In points; null without a host of known size. */
  readonly highestMemoryPct: { readonly before: number | null; readonly after: number | null };
  readonly hostsAboveTarget: { readonly before: number; readonly after: number };
  /** In the units of the model: MiB above the target ×10, above evenness ×2, and MiB moved. Comparable within one plan. */
  readonly cost: { readonly before: number; readonly after: number; readonly bound: number };
  /** Resources that were counted. */
  readonly counted: readonly string[];
}

export interface RebalancePlan {
  readonly site: string;
  readonly headroomPct: number;
  readonly tolerancePct: number;
  readonly vcpuPerCore: number;
  readonly memoryOvercommit: number;
  readonly seed: number;
  readonly iterations: number;
  readonly groups: readonly GroupPlan[];
  readonly moves: readonly HostMove[];
  readonly batches: number;
  readonly blocked: readonly BlockedWorkload[];
  readonly memoryMovedGiB: number;
  readonly cost: { readonly before: number; readonly after: number; readonly bound: number };
  /** (after − bound) / bound in per cent, 0: proved best. Null when the bound is 0 and the cost is not. */
  readonly gapPct: number | null;
  /** What was not known, and what was taken for it. */
  readonly notKnown: readonly string[];
  readonly warnings: readonly string[];
}
