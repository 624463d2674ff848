/** Why a demand does not fit: per node the first reason that binds, summed up over nodes of the same reason. */

import type { GpuInstance } from './instance.ts';
import type { GpuReason, GpuReasonCode, GpuUnplaced } from './result.ts';
import type { GpuState } from './state.ts';

/** The first reason why the node has no room for the shape; undefined when it has. */
export function bindingReason(state: GpuState, shape: number, node: number): GpuReasonCode | undefined {
  const { instance } = state;
  const count = instance.shapeCount[shape] ?? 0;
  const cpu = instance.shapeCpu[shape] ?? 0;
  const memory = instance.shapeMemory[shape] ?? 0;
  if (count > 0) {
    if (instance.allowed[shape * instance.models.length + (instance.model[node] ?? 0)] === 0) return 'model';
    if ((instance.gpuStart[node + 1] ?? 0) - (instance.gpuStart[node] ?? 0) < count) return 'gpu-count';
  }
  if ((instance.cpu[node] ?? 0) < cpu) return 'cpu-size';
  if ((instance.memory[node] ?? 0) < memory) return 'memory-size';
  if ((state.cpuFree[node] ?? 0) < cpu) return 'cpu-free';
  if ((state.memoryFree[node] ?? 0) < memory) return 'memory-free';
  return state.fits(shape, node) ? undefined : 'gpu-free';
}

const NEVER: ReadonlySet<GpuReasonCode> = new Set(['no-nodes', 'model', 'gpu-count', 'cpu-size', 'memory-size']);

/** Why no node takes the shape, most frequent reason first. */
export function diagnose(state: GpuState, shape: number): Omit<GpuUnplaced, 'demand'> {
  const { instance } = state;
  const nodes = new Map<GpuReasonCode, number>();
  for (let n = 0; n < instance.nodes; n += 1) {
    const code = bindingReason(state, shape, n);
    if (code !== undefined) nodes.set(code, (nodes.get(code) ?? 0) + 1);
  }
  if (instance.nodes === 0) nodes.set('no-nodes', 0);
  const reasons = [...nodes]
    .sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1))
    .map(([code, count]): GpuReason => ({ code, nodes: count, text: reasonText(instance, shape, code, count) }));
  return { kind: reasons.every(({ code }) => NEVER.has(code)) ? 'never' : 'full', reasons };
}

/** One sentence about a reason that holds on so many nodes. */
export function reasonText(instance: GpuInstance, shape: number, code: GpuReasonCode, nodes: number): string {
  const where = nodes === 1 ? '1 node' : `${nodes} nodes`;
  const cores = (instance.shapeCpu[shape] ?? 0) / 1000;
  const memory = (instance.shapeMemory[shape] ?? 0) / 1024;
  const count = instance.shapeCount[shape] ?? 0;
  const milli = instance.shapeMilli[shape] ?? 0;
  const gpus =
    milli === 1000 ? `${count} whole ${count === 1 ? 'GPU' : 'GPUs'}` : `${count} × ${milli / 10} % of a GPU`;
  const texts: Readonly<Record<GpuReasonCode, string>> = {
    'no-nodes': 'there are no nodes',
    model: `${where}: GPU model is not one of ${(instance.shapeModels[shape] ?? []).join(', ')}`,
    'gpu-count': `${where}: fewer than ${count} GPUs`,
    'cpu-size': `${where}: fewer than ${cores} cores even when empty`,
    'memory-size': `${where}: less than ${memory} GiB of memory even when empty`,
    'cpu-free': `${where}: fewer than ${cores} cores free`,
    'memory-free': `${where}: less than ${memory} GiB of memory free`,
    'gpu-free': `${where}: not ${gpus} free`,
  };
  return texts[code];
}
