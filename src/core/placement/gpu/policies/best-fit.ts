import { bestNodeBy } from './best-node.ts';
import { largest, requested, tightestGpus } from './gpus.ts';
import type { Policy } from './policy.ts';

export const bestFitPolicy: Policy = {
  name: 'best-fit',
  describes: 'Where the least cores and GPUs are left over afterwards.',
  create: ({ state }) => {
    const { cpu, gpu } = largest(state);
    return {
      node: bestNodeBy(state, (shape, node) => {
        const cpuLeft = ((state.cpuFree[node] as number) - (state.instance.shapeCpu[shape] as number)) / cpu;
        const gpuLeft = ((state.gpuFreeTotal[node] as number) - requested(state, shape)) / gpu;
        return Math.trunc(100 * (1 - 0.5 * (cpuLeft + gpuLeft)));
      }),
      gpus: (shape, node) => tightestGpus(state, shape, node),
    };
  },
};
