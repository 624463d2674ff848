/**
 * Fragmentation after Weng et al., "Beware of Fragmentation" (USENIX ATC 2023): the free GPU share of a node that a
 * demand drawn from the typical ones could not use, in expectation. Thousandths of a GPU.
 */

import type { GpuState } from './state.ts';
import type { TypicalDemand } from './typical.ts';

/** Free share of the node that one typical shape cannot use: all of it when it does not fit, else what lies on GPUs with too little. */
export function strandedFor(state: GpuState, node: number, typical: TypicalDemand, shape: number): number {
  return stranded(state, node, state.cpuFree[node] as number, state.gpuFreeTotal[node] as number, typical, shape);
}

function stranded(state: GpuState, node: number, cpu: number, idle: number, typical: TypicalDemand, t: number): number {
  const { instance, gpuFree } = state;
  const count = typical.count[t] as number;
  if (count === 0 || cpu < (typical.cpu[t] as number)) return idle;
  if (typical.allowed[t * instance.models.length + (instance.model[node] as number)] === 0) return idle;
  const milli = typical.milli[t] as number;
  const end = instance.gpuStart[node + 1] as number;
  let fitting = 0;
  let small = 0;
  for (let g = instance.gpuStart[node] as number; g < end; g += 1) {
    const free = gpuFree[g] as number;
    if (free >= milli) fitting += 1;
    else small += free;
  }
  return fitting < count ? idle : small;
}

/**
 * Expected stranded share of a node over the typical demand, were its free cores `cpu` and its free GPU share `idle`:
 * what the GPUs hold one by one is read from the state.
 */
export function fragmentationWith(
  state: GpuState,
  node: number,
  cpu: number,
  idle: number,
  typical: TypicalDemand,
): number {
  if (idle === 0) return 0;
  let sum = 0;
  for (let t = 0; t < typical.shapes; t += 1) {
    sum += (typical.weight[t] as number) * stranded(state, node, cpu, idle, typical, t);
  }
  return sum;
}

/** Expected stranded share of a node as it is. */
export function fragmentation(state: GpuState, node: number, typical: TypicalDemand): number {
  return fragmentationWith(state, node, state.cpuFree[node] as number, state.gpuFreeTotal[node] as number, typical);
}
