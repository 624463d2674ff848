/**
 * The GPU-level problem: which node and which GPUs every demand gets. All figures are whole numbers: thousandths of a
 * core, MiB, thousandths of a GPU. A node carries GPUs of one model; each GPU is shared by time or by memory share, so
 * that any shares up to 1000 in total fit on it. Hardware partitions (MIG profiles with fixed positions) are not in the
 * model: describe a partitioned GPU as a node of its own, or leave it out.
 */

export interface GpuNode {
  readonly id: string;
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  readonly gpus: number;
  /** GPU model, by any name that demands use too; '' when the node has no GPU. */
  readonly model: string;
}

export interface GpuDemand {
  readonly id: string;
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  /** GPUs wanted, all on one node; 0 for none. */
  readonly gpuCount: number;
  /** Share of each of them, 1…1000; 0 when no GPU is wanted. */
  readonly gpuMilli: number;
  /** GPU models it may use; empty: any. Ignored when no GPU is wanted. */
  readonly models: readonly string[];
}

export interface GpuPlacement {
  readonly demand: string;
  readonly node: string;
  /** Indices of the node's GPUs, ascending; empty when no GPU is wanted. */
  readonly gpus: readonly number[];
}

export interface GpuProblem {
  readonly nodes: readonly GpuNode[];
  /** In order of arrival: the online mode decides one after the other. */
  readonly demands: readonly GpuDemand[];
  /** Demands that hold their place already and stay there: each names one of `demands`. */
  readonly running?: readonly GpuPlacement[];
}

/** A whole GPU. */
export const WHOLE_GPU = 1000;
/** GPUs of one node fit a bit mask of positive 32-bit numbers. */
export const MAX_GPUS_PER_NODE = 30;
/** Keeps all sums of one node below 2^31. */
export const MAX_FIGURE = 2_000_000_000;
