/** What a GPU plan says. GPU amounts are thousandths of a GPU unless a name says otherwise. */

import type { GpuPlacement } from './problem.ts';

/**
 * Why a demand does not fit on a node now, the first that binds: no GPU model it may use, fewer GPUs than it wants
 * ever, more cores or memory than the node has at all; then what is taken: cores, memory, GPUs (too little free share
 * on too few GPUs).
 */
export type GpuReasonCode =
  'no-nodes' | 'model' | 'gpu-count' | 'cpu-size' | 'memory-size' | 'cpu-free' | 'memory-free' | 'gpu-free';

export interface GpuReason {
  readonly code: GpuReasonCode;
  /** Nodes this is the first reason on. */
  readonly nodes: number;
  /** One sentence with figures. */
  readonly text: string;
}

export interface GpuUnplaced {
  readonly demand: string;
  /** `never`: it would not fit on the empty nodes; `full`: it would, and something else is there. */
  readonly kind: 'never' | 'full';
  /** Most frequent first. */
  readonly reasons: readonly GpuReason[];
}

/** Free share that demands of one shape cannot use, before and after the plan. */
export interface ShapeFragmentation {
  readonly cpuMilli: number;
  readonly gpuCount: number;
  readonly gpuMilli: number;
  readonly models: readonly string[];
  /** Share of all demands that look like this, 0…1. */
  readonly weight: number;
  readonly strandedBefore: number;
  readonly strandedAfter: number;
}

export interface GpuPlan {
  readonly mode: 'online' | 'offline';
  readonly policy: string;
  readonly seed: number;
  readonly iterations: number;
  /** In the order of the demands, without those that were running already. */
  readonly placements: readonly GpuPlacement[];
  readonly unplaced: readonly GpuUnplaced[];
  readonly capacityMilli: number;
  /** Running demands included. */
  readonly allocatedMilli: number;
  /** Of all GPUs, 0…100; null when there is no GPU. */
  readonly allocationPercent: number | null;
  /** No plan for these demands allocates more. */
  readonly boundMilli: number;
  /** (bound − allocated) / bound, in percent: 0 means proved best. Null when the bound is 0. */
  readonly gapPercent: number | null;
  readonly fragmentation: {
    /** Free share of all nodes. */
    readonly freeBefore: number;
    readonly freeAfter: number;
    /** Expected part of it that a typical demand cannot use. */
    readonly strandedBefore: number;
    readonly strandedAfter: number;
    readonly shapes: readonly ShapeFragmentation[];
  };
}
