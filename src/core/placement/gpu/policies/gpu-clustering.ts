import { CLASSES, gpuClass } from '../state.ts';
import { bestNodeBy } from './best-node.ts';
import { largest, tightestGpus } from './gpus.ts';
import type { Policy } from './policy.ts';

export const gpuClusteringPolicy: Policy = {
  name: 'gpu-clustering',
  describes: 'Beside demands of its own class: parts of a GPU, or the same number of GPUs.',
  create: ({ state }) => {
    const { gpu } = largest(state);
    return {
      node: bestNodeBy(state, (shape, node) => {
        if (state.instance.shapeCount[shape] === 0) return 0;
        const filled = (25 * (gpu - (state.gpuFreeTotal[node] as number))) / gpu;
        const all = state.gpuDemands[node] as number;
        const own = state.hosted[node * CLASSES + gpuClass(state.instance, shape)] as number;
        const company = all === 0 ? 25 : own === 0 ? 0 : own === all ? 75 : 50;
        return Math.trunc(filled + company);
      }),
      gpus: (shape, node) => tightestGpus(state, shape, node),
    };
  },
};
