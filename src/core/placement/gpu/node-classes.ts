/** Nodes that have the same free now, counted: prices are found over classes, not over nodes. */

import { WHOLE_GPU } from './problem.ts';
import type { GpuState } from './state.ts';

export interface NodeClass {
  readonly model: number;
  readonly cpuMilli: number;
  /** GPUs with nothing on them. */
  readonly whole: number;
  /** Free share of the others that have any, ascending. */
  readonly holes: readonly number[];
  readonly nodes: number;
}

export function nodeClasses(state: GpuState): NodeClass[] {
  const { instance } = state;
  const classes = new Map<string, { first: Omit<NodeClass, 'nodes'>; nodes: number }>();
  for (let n = 0; n < instance.nodes; n += 1) {
    const gpus = state.gpuFree.subarray(instance.gpuStart[n] ?? 0, instance.gpuStart[n + 1] ?? 0);
    const holes = [...gpus].filter((free) => free > 0 && free < WHOLE_GPU).sort((a, b) => a - b);
    const whole = gpus.filter((free) => free === WHOLE_GPU).length;
    const first = { model: instance.model[n] ?? 0, cpuMilli: state.cpuFree[n] ?? 0, whole, holes };
    const key = `${first.model}/${first.cpuMilli}/${whole}/${holes.join(',')}`;
    const known = classes.get(key);
    if (known === undefined) classes.set(key, { first, nodes: 1 });
    else known.nodes += 1;
  }
  return [...classes.values()].map(({ first, nodes }) => ({ ...first, nodes }));
}
