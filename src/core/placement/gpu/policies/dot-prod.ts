import { bestNodeBy } from './best-node.ts';
import { largest, requested, tightestGpus } from './gpus.ts';
import type { Policy } from './policy.ts';

export const dotProdPolicy: Policy = {
  name: 'dot-prod',
  describes: 'Where free cores and GPUs point least in the direction of what is asked (Grandl et al., Tetris).',
  create: ({ state }) => {
    const { cpu, gpu } = largest(state);
    return {
      node: bestNodeBy(state, (shape, node) => {
        const cpuPart = ((state.cpuFree[node] as number) / cpu) * ((state.instance.shapeCpu[shape] as number) / cpu);
        const gpuPart = ((state.gpuFreeTotal[node] as number) / gpu) * (requested(state, shape) / gpu);
        return Math.trunc(100 * (1 - (cpuPart + gpuPart) / 2));
      }),
      gpus: (shape, node) => tightestGpus(state, shape, node),
    };
  },
};
