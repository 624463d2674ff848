import { WHOLE_GPU } from '../problem.ts';
import { tightestGpus } from './gpus.ts';
import type { Policy } from './policy.ts';

export const randomPolicy: Policy = {
  name: 'random',
  describes: 'Any node where it fits, any GPU there.',
  create: ({ state, random }) => {
    const { instance } = state;
    const fitting = new Int32Array(instance.nodes);
    return {
      node: (shape) => {
        let found = 0;
        for (let n = 0; n < instance.nodes; n += 1) if (state.fits(shape, n)) fitting[found++] = n;
        return found === 0 ? -1 : (fitting[random.below(found)] ?? -1);
      },
      gpus: (shape, node) => {
        const milli = instance.shapeMilli[shape] ?? 0;
        if ((instance.shapeCount[shape] ?? 0) !== 1 || milli === WHOLE_GPU) return tightestGpus(state, shape, node);
        const start = instance.gpuStart[node] ?? 0;
        const free = state.gpuFree.subarray(start, instance.gpuStart[node + 1]);
        const candidates: number[] = [];
        for (let g = 0; g < free.length; g += 1) if ((free[g] ?? 0) >= milli) candidates.push(g);
        return 1 << (candidates[random.below(candidates.length)] ?? 0);
      },
    };
  },
};
