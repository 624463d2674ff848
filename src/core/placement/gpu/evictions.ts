/** How many demands must leave a node at the least before another fits on it. */

import type { Assignment } from './assignment.ts';

/**
 * Never more than are really needed: each of cores, memory and GPUs is looked at alone, and the largest holders leave
 * first. A demand on several GPUs counts on each of them by its part. Infinity when the empty node is too small.
 */
export function leastEvictions(assignment: Assignment, shape: number, node: number): number {
  const { state } = assignment;
  const { instance } = state;
  const count = instance.shapeCount[shape] ?? 0;
  const start = instance.gpuStart[node] ?? 0;
  const gpus = (instance.gpuStart[node + 1] ?? 0) - start;
  const cpu = instance.shapeCpu[shape] ?? 0;
  const memory = instance.shapeMemory[shape] ?? 0;
  if ((instance.cpu[node] ?? 0) < cpu || (instance.memory[node] ?? 0) < memory) return Infinity;
  if (count > 0) {
    if (gpus < count) return Infinity;
    if (instance.allowed[shape * instance.models.length + (instance.model[node] ?? 0)] === 0) return Infinity;
  }
  const on: number[] = [];
  for (let demand = assignment.firstOn(node); demand >= 0; demand = assignment.after(demand)) on.push(demand);
  const shapes = on.map((demand) => assignment.shapeOf[demand] ?? 0);
  const cpuNeed = fewest(
    cpu - (state.cpuFree[node] ?? 0),
    shapes.map((s) => instance.shapeCpu[s] ?? 0),
  );
  const memoryNeed = fewest(
    memory - (state.memoryFree[node] ?? 0),
    shapes.map((s) => instance.shapeMemory[s] ?? 0),
  );
  if (count === 0) return Math.max(cpuNeed, memoryNeed);

  const milli = instance.shapeMilli[shape] ?? 0;
  const perGpu: number[] = [];
  for (let g = 0; g < gpus; g += 1) {
    const here = on.filter((demand) => ((assignment.gpus[demand] ?? 0) & (1 << g)) !== 0);
    const holders = here
      .map((demand) => assignment.shapeOf[demand] ?? 0)
      .map((s) => ({ share: instance.shapeMilli[s] ?? 0, part: 1 / (instance.shapeCount[s] ?? 1) }));
    const few = fewest(
      milli - (state.gpuFree[start + g] ?? 0),
      holders.map(({ share }) => share),
    );
    // With parts below 1 on this GPU the cheapest parts could be those that leave.
    perGpu.push(few * holders.reduce((least, { part }) => Math.min(least, part), 1));
  }
  perGpu.sort((a, b) => a - b);
  const gpuNeed = perGpu.slice(0, count).reduce((sum, need) => sum + need, 0);
  return Math.max(cpuNeed, memoryNeed, Math.ceil(gpuNeed - 1e-9));
}

/** Fewest of these amounts that together reach what is missing. */
function fewest(missing: number, amounts: readonly number[]): number {
  if (missing <= 0) return 0;
  let sum = 0;
  let taken = 0;
  for (const amount of amounts.toSorted((a, b) => b - a)) {
    sum += amount;
    taken += 1;
    if (sum >= missing) return taken;
  }
  return Infinity;
}
