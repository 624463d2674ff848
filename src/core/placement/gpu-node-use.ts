/** What is taken of every GPU node under a placement. */

import type { GpuEstate } from './gpu-estate.ts';
import { WHOLE_GPU } from './gpu/problem.ts';
import type { GpuPlacement } from './gpu/problem.ts';

export interface GpuNodeUse {
  readonly name: string;
  readonly model: string;
  readonly gpus: number;
  readonly allocatedMilli: number;
  /** GPUs that nobody uses at all. */
  readonly freeGpus: number;
  /** Free share on GPUs that somebody uses. */
  readonly partlyFreeMilli: number;
  readonly cpuMilli: number;
  readonly cpuUsedMilli: number;
  readonly memoryMiB: number;
  readonly memoryUsedMiB: number;
  readonly demands: number;
  /** What runs there without a GPU, counted in the figures above. */
  readonly others: number;
}

/** In the order of the nodes. */
export function nodeUse(
  estate: Pick<GpuEstate, 'nodes' | 'nodeNames' | 'others' | 'demands'>,
  placed: readonly GpuPlacement[],
): GpuNodeUse[] {
  const demands = new Map(estate.demands.map((demand) => [demand.id, demand]));
  const byNode = new Map<string, GpuPlacement[]>();
  for (const placement of placed) {
    const list = byNode.get(placement.node);
    if (list === undefined) byNode.set(placement.node, [placement]);
    else list.push(placement);
  }
  return estate.nodes.map((node): GpuNodeUse => {
    const taken = Array.from({ length: node.gpus }, () => 0);
    let cpuUsedMilli = 0;
    let memoryUsedMiB = 0;
    const here = byNode.get(node.id) ?? [];
    for (const { demand: id, gpus } of here) {
      const demand = demands.get(id);
      cpuUsedMilli += demand?.cpuMilli ?? 0;
      memoryUsedMiB += demand?.memoryMiB ?? 0;
      for (const gpu of gpus) taken[gpu] = (taken[gpu] ?? 0) + (demand?.gpuMilli ?? 0);
    }
    const others = estate.others.get(node.id) ?? { cpuMilli: 0, memoryMiB: 0, demands: 0 };
    return {
      name: estate.nodeNames.get(node.id) ?? node.id,
      model: node.model,
      gpus: node.gpus,
      allocatedMilli: taken.reduce((sum, share) => sum + share, 0),
      freeGpus: taken.filter((share) => share === 0).length,
      partlyFreeMilli: taken.reduce((sum, share) => sum + (share > 0 ? WHOLE_GPU - share : 0), 0),
      cpuMilli: node.cpuMilli + others.cpuMilli,
      cpuUsedMilli: cpuUsedMilli + others.cpuMilli,
      memoryMiB: node.memoryMiB + others.memoryMiB,
      memoryUsedMiB: memoryUsedMiB + others.memoryMiB,
      demands: here.length,
      others: others.demands,
    };
  });
}
