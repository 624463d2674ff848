/**
 * A checker of placements that shares no code with the kernel: adds up what every node and GPU holds, from the words of
 * the problem alone, and names what cannot be. `allocatedMilli` is counted again too.
 */

import type { GpuDemand, GpuNode, GpuPlacement } from './problem.ts';

export function checkPlacements(
  nodes: readonly GpuNode[],
  demands: readonly GpuDemand[],
  placements: readonly GpuPlacement[],
): { readonly wrong: readonly string[]; readonly allocatedMilli: number } {
  const wrong: string[] = [];
  let allocatedMilli = 0;
  const cpu = new Map<string, number>();
  const memory = new Map<string, number>();
  const share = new Map<string, number>();
  const add = (to: Map<string, number>, key: string, amount: number): void =>
    void to.set(key, (to.get(key) ?? 0) + amount);
  const seen = new Set<string>();
  for (const { demand: id, node: nodeId, gpus } of placements) {
    const demand = demands.find((each) => each.id === id);
    const node = nodes.find((each) => each.id === nodeId);
    if (demand === undefined || node === undefined) {
      wrong.push(`${id} on ${nodeId}: nobody knows one of them`);
      continue;
    }
    if (seen.has(id)) wrong.push(`${id} is placed twice`);
    seen.add(id);
    add(cpu, nodeId, demand.cpuMilli);
    add(memory, nodeId, demand.memoryMiB);
    if (gpus.length !== demand.gpuCount) wrong.push(`${id} has ${gpus.length} GPUs`);
    if (new Set(gpus).size !== gpus.length) wrong.push(`${id} has a GPU twice`);
    if (demand.gpuCount > 0 && demand.models.length > 0 && !demand.models.includes(node.model)) {
      wrong.push(`${id} may not use ${node.model}`);
    }
    for (const gpu of gpus) {
      if (!Number.isInteger(gpu) || gpu < 0 || gpu >= node.gpus) wrong.push(`${nodeId} has no GPU ${gpu}`);
      add(share, `${nodeId} GPU ${gpu}`, demand.gpuMilli);
      allocatedMilli += demand.gpuMilli;
    }
  }
  for (const { id, cpuMilli, memoryMiB } of nodes) {
    if ((cpu.get(id) ?? 0) > cpuMilli) wrong.push(`${id}: cores over capacity`);
    if ((memory.get(id) ?? 0) > memoryMiB) wrong.push(`${id}: memory over capacity`);
  }
  for (const [gpu, milli] of share) if (milli > 1000) wrong.push(`${gpu}: ${milli} thousandths`);
  return { wrong, allocatedMilli };
}
