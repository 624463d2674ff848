/** Which GPUs of a node a demand takes, for the policies that decide by node only. */

import type { GpuState } from '../state.ts';

/** The GPUs with the least free share that still fit, the first of equals; with whole GPUs: the first free ones. */
export function tightestGpus(state: GpuState, shape: number, node: number): number {
  const { instance, gpuFree } = state;
  const milli = instance.shapeMilli[shape] as number;
  const start = instance.gpuStart[node] as number;
  const end = instance.gpuStart[node + 1] as number;
  let mask = 0;
  for (let wanted = instance.shapeCount[shape] as number; wanted > 0; wanted -= 1) {
    let best = -1;
    let least = Infinity;
    for (let g = start; g < end; g += 1) {
      const free = gpuFree[g] as number;
      if (free >= milli && free < least && (mask & (1 << (g - start))) === 0) {
        least = free;
        best = g;
      }
    }
    mask |= 1 << (best - start);
  }
  return mask;
}

/** Total share the shape asks for. */
export function requested(state: GpuState, shape: number): number {
  return (state.instance.shapeCount[shape] as number) * (state.instance.shapeMilli[shape] as number);
}

/** What the published policies normalise by: the most cores and the most GPU share any node has. */
export function largest(state: GpuState): { readonly cpu: number; readonly gpu: number } {
  const { cpu, gpuStart, nodes } = state.instance;
  let mostCpu = 1;
  let mostGpu = 1;
  for (let n = 0; n < nodes; n += 1) {
    mostCpu = Math.max(mostCpu, cpu[n] ?? 0);
    mostGpu = Math.max(mostGpu, ((gpuStart[n + 1] ?? 0) - (gpuStart[n] ?? 0)) * 1000);
  }
  return { cpu: mostCpu, gpu: mostGpu };
}
