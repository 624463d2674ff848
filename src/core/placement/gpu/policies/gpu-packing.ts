import { WHOLE_GPU } from '../problem.ts';
import { bestNodeBy } from './best-node.ts';
import { tightestGpus } from './gpus.ts';
import type { Policy } from './policy.ts';

export const gpuPackingPolicy: Policy = {
  name: 'gpu-packing',
  describes: 'On GPUs in use first, then on free GPUs of nodes in use, then on free nodes.',
  create: ({ state }) => {
    const { instance } = state;
    return {
      node: bestNodeBy(state, (shape, node) => {
        if (instance.shapeCount[shape] === 0) return 0;
        const start = instance.gpuStart[node] as number;
        const count = (instance.gpuStart[node + 1] as number) - start;
        if (state.gpuFreeTotal[node] === count * WHOLE_GPU) return Math.max(33 - count, count);
        let whole = 0;
        let freePercent = 0;
        for (let rest = tightestGpus(state, shape, node); rest !== 0; rest &= rest - 1) {
          const free = state.gpuFree[start + 31 - Math.clz32(rest & -rest)] as number;
          if (free === WHOLE_GPU) whole += 1;
          else freePercent += free / 10;
        }
        return whole > 0 ? Math.max(50 - whole, 33) : Math.trunc(Math.max(100 - freePercent / 10, 50));
      }),
      gpus: (shape, node) => tightestGpus(state, shape, node),
    };
  },
};
