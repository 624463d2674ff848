/** Demands that hold their place before a plan is made. */

import { failure } from '../../errors/registry.ts';
import type { GpuPlacement, GpuProblem } from './problem.ts';
import { maskOf } from './state.ts';
import type { GpuState } from './state.ts';

/**
 * Takes the room of the running demands; returns their indices among the demands with node and GPUs.
 * Throws IST-5031 where they do not fit: then the nodes, the demands or the places are not what was read.
 */
export function placeRunning(
  problem: Pick<GpuProblem, 'nodes' | 'demands' | 'running'>,
  state: GpuState,
  shapeOf: Int32Array,
): Map<number, { readonly node: number; readonly gpus: number }> {
  const nodeIndex = new Map(problem.nodes.map(({ id }, n) => [id, n]));
  const demandIndex = new Map(problem.demands.map(({ id }, i) => [id, i]));
  const held = new Map<number, { readonly node: number; readonly gpus: number }>();
  for (const place of problem.running ?? []) {
    const node = nodeIndex.get(place.node) ?? -1;
    const demand = demandIndex.get(place.demand) ?? -1;
    const shape = shapeOf[demand] ?? 0;
    const wrong = misplaced(state, shape, node, place);
    if (wrong !== undefined) {
      throw failure('IST-5031', `running demand ${place.demand} on node ${place.node}: ${wrong}`);
    }
    const gpus = maskOf(place.gpus);
    state.apply(shape, node, gpus);
    held.set(demand, { node, gpus });
  }
  return held;
}

function misplaced(state: GpuState, shape: number, node: number, { gpus }: GpuPlacement): string | undefined {
  const { instance } = state;
  const count = instance.shapeCount[shape] ?? 0;
  const start = instance.gpuStart[node] ?? 0;
  const onNode = (instance.gpuStart[node + 1] ?? 0) - start;
  if (gpus.length !== count || new Set(gpus).size !== count) {
    return `wants ${count} different GPUs and holds ${gpus.length === 0 ? 'none' : gpus.join(', ')}`;
  }
  for (const gpu of gpus) {
    if (!Number.isInteger(gpu) || gpu < 0 || gpu >= onNode) return `the node has no GPU ${gpu}`;
    const free = state.gpuFree[start + gpu] ?? 0;
    if (free < (instance.shapeMilli[shape] ?? 0)) return `GPU ${gpu} has only ${free} thousandths left for it`;
  }
  if (count > 0 && instance.allowed[shape * instance.models.length + (instance.model[node] ?? 0)] === 0) {
    return `it may not use the node's GPU model ${instance.models[instance.model[node] ?? 0]}`;
  }
  if ((state.cpuFree[node] ?? 0) < (instance.shapeCpu[shape] ?? 0)) return 'the node has not enough cores for it';
  if ((state.memoryFree[node] ?? 0) < (instance.shapeMemory[shape] ?? 0))
    return 'the node has not enough memory for it';
  return undefined;
}
