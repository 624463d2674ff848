/** Which GPUs the running ones hold: no source says, so whole GPUs come first and shares fill the fullest that has room. */

import type { GpuDemand, GpuNode, GpuPlacement } from './gpu/problem.ts';
import { WHOLE_GPU } from './gpu/problem.ts';

export interface Located {
  readonly demand: GpuDemand;
  /** Nodes that stand for its host, by id; more than one when the host has GPUs of several types. */
  readonly nodes: readonly string[];
}

export interface Held {
  readonly running: readonly GpuPlacement[];
  /** Those that do not fit on their host beside the others, with the node they are on. */
  readonly displaced: readonly { readonly demand: GpuDemand; readonly node: string }[];
}

interface Free {
  readonly node: GpuNode;
  cpu: number;
  memory: number;
  readonly gpus: number[];
}

export function fitRunning(nodes: readonly GpuNode[], located: readonly Located[]): Held {
  const free = new Map<string, Free>(
    nodes.map((node) => [
      node.id,
      { node, cpu: node.cpuMilli, memory: node.memoryMiB, gpus: Array.from({ length: node.gpus }, () => WHOLE_GPU) },
    ]),
  );
  const running: GpuPlacement[] = [];
  const displaced: { demand: GpuDemand; node: string }[] = [];
  const size = ({ demand }: Located): number => demand.gpuCount * demand.gpuMilli;
  // Smaller ones first: of those that cannot all be true at once, as many as possible keep their place.
  const order = located
    .map((one, at) => ({ one, at }))
    .sort(
      (a, b) =>
        Number(a.one.demand.gpuCount === 0) - Number(b.one.demand.gpuCount === 0) ||
        size(a.one) - size(b.one) ||
        a.at - b.at,
    );
  const placed = new Map<number, GpuPlacement>();
  for (const { one, at } of order) {
    const found = one.nodes.flatMap((id) => {
      const there = free.get(id);
      const gpus = there === undefined ? undefined : take(there, one.demand);
      return gpus === undefined ? [] : [{ demand: one.demand.id, node: id, gpus }];
    })[0];
    if (found === undefined) displaced.push({ demand: one.demand, node: one.nodes[0] ?? '' });
    else placed.set(at, found);
  }
  for (let at = 0; at < located.length; at += 1) {
    const found = placed.get(at);
    if (found !== undefined) running.push(found);
  }
  return { running, displaced };
}

/** The GPUs it gets, taken off what is free; undefined when it does not fit. */
function take(there: Free, demand: GpuDemand): number[] | undefined {
  if (there.cpu < demand.cpuMilli || there.memory < demand.memoryMiB) return undefined;
  if (demand.gpuCount > 0 && demand.models.length > 0 && !demand.models.includes(there.node.model)) return undefined;
  const fitting = there.gpus
    .map((left, index) => ({ left, index }))
    .filter(({ left }) => left >= demand.gpuMilli)
    .sort((a, b) => a.left - b.left || a.index - b.index)
    .slice(0, demand.gpuCount)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
  if (fitting.length < demand.gpuCount) return undefined;
  there.cpu -= demand.cpuMilli;
  there.memory -= demand.memoryMiB;
  for (const index of fitting) there.gpus[index] = (there.gpus[index] ?? 0) - demand.gpuMilli;
  return fitting;
}
