/**
 * What is free now, exact in whole numbers. A placement is a node and a bit mask of its GPUs; taking and giving back
 * cost a few operations. Every change of a node is written to a ring, so that caches re-read only what changed.
 */

import type { GpuInstance } from './instance.ts';
import { MAX_GPUS_PER_NODE, WHOLE_GPU } from './problem.ts';

/** Demands for part of one GPU are class 0, all others belong to the class of their GPU count. */
export const CLASSES = MAX_GPUS_PER_NODE + 1;

export function gpuClass(instance: GpuInstance, shape: number): number {
  const count = instance.shapeCount[shape] as number;
  return count === 1 && (instance.shapeMilli[shape] as number) < WHOLE_GPU ? 0 : count;
}

export class GpuState {
  readonly instance: GpuInstance;
  readonly cpuFree: Int32Array;
  readonly memoryFree: Int32Array;
  /** Free share per GPU, numbered by `gpuStart`. */
  readonly gpuFree: Int32Array;
  /** Free share of all GPUs of a node. */
  readonly gpuFreeTotal: Int32Array;
  /** Demands on each node that hold a share of a GPU, in all and per class: [node * CLASSES + class]. */
  readonly gpuDemands: Int32Array;
  readonly hosted: Int32Array;
  /** Nodes in the order they changed; read at [i & changeMask]. */
  readonly changed: Int32Array;
  readonly changeMask: number;
  changes = 0;
  /** Which of the changes was the last of each node, counted from 0. */
  readonly lastChange: Float64Array;
  /** Thousandths of a GPU handed out on all nodes. */
  allocatedMilli = 0;

  constructor(instance: GpuInstance) {
    const { nodes, gpuStart } = instance;
    this.instance = instance;
    this.cpuFree = instance.cpu.slice();
    this.memoryFree = instance.memory.slice();
    this.gpuFree = new Int32Array(gpuStart[nodes] ?? 0).fill(WHOLE_GPU);
    this.gpuFreeTotal = Int32Array.from(
      { length: nodes },
      (_, n) => ((gpuStart[n + 1] ?? 0) - (gpuStart[n] ?? 0)) * WHOLE_GPU,
    );
    this.gpuDemands = new Int32Array(nodes);
    this.hosted = new Int32Array(nodes * CLASSES);
    let ring = 1;
    while (ring < nodes) ring *= 2;
    this.changed = new Int32Array(ring);
    this.lastChange = new Float64Array(nodes).fill(-1);
    this.changeMask = ring - 1;
  }

  /** Whether the node has room for one more of this shape; which GPUs, a policy says. */
  fits(shape: number, node: number): boolean {
    const { instance } = this;
    if ((this.cpuFree[node] as number) < (instance.shapeCpu[shape] as number)) return false;
    if ((this.memoryFree[node] as number) < (instance.shapeMemory[shape] as number)) return false;
    const count = instance.shapeCount[shape] as number;
    if (count === 0) return true;
    const milli = instance.shapeMilli[shape] as number;
    if ((this.gpuFreeTotal[node] as number) < count * milli) return false;
    if (instance.allowed[shape * instance.models.length + (instance.model[node] as number)] === 0) return false;
    const end = instance.gpuStart[node + 1] as number;
    let found = 0;
    for (let g = instance.gpuStart[node] as number; g < end; g += 1) {
      if ((this.gpuFree[g] as number) >= milli) {
        found += 1;
        if (found === count) return true;
      }
    }
    return false;
  }

  /** Takes room that is there: callers have asked `fits`, and `gpus` are that many fitting GPUs. */
  apply(shape: number, node: number, gpus: number): void {
    this.change(shape, node, gpus, 1);
  }

  /** Gives back what `apply` with the same arguments took. */
  undo(shape: number, node: number, gpus: number): void {
    this.change(shape, node, gpus, -1);
  }

  private change(shape: number, node: number, gpus: number, sign: 1 | -1): void {
    const { instance } = this;
    this.cpuFree[node] = (this.cpuFree[node] as number) - sign * (instance.shapeCpu[shape] as number);
    this.memoryFree[node] = (this.memoryFree[node] as number) - sign * (instance.shapeMemory[shape] as number);
    const milli = instance.shapeMilli[shape] as number;
    const start = instance.gpuStart[node] as number;
    let taken = 0;
    for (let rest = gpus; rest !== 0; rest &= rest - 1) {
      const g = start + 31 - Math.clz32(rest & -rest);
      this.gpuFree[g] = (this.gpuFree[g] as number) - sign * milli;
      taken += milli;
    }
    if (taken > 0) {
      this.gpuFreeTotal[node] = (this.gpuFreeTotal[node] as number) - sign * taken;
      this.gpuDemands[node] = (this.gpuDemands[node] as number) + sign;
      const at = node * CLASSES + gpuClass(instance, shape);
      this.hosted[at] = (this.hosted[at] as number) + sign;
      this.allocatedMilli += sign * taken;
    }
    this.changed[this.changes & this.changeMask] = node;
    this.lastChange[node] = this.changes;
    this.changes += 1;
  }
}

/** Indices in a mask of GPUs, ascending. */
export function gpusOf(mask: number): number[] {
  const list: number[] = [];
  for (let rest = mask; rest !== 0; rest &= rest - 1) list.push(31 - Math.clz32(rest & -rest));
  return list;
}

/** The mask of these indices. */
export function maskOf(gpus: readonly number[]): number {
  let mask = 0;
  for (const gpu of gpus) mask |= 1 << gpu;
  return mask;
}
