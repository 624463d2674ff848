import { fragmentation, fragmentationWith } from '../fragmentation.ts';
import { WHOLE_GPU } from '../problem.ts';
import { bestNodeBy } from './best-node.ts';
import { requested, tightestGpus } from './gpus.ts';
import type { Policy } from './policy.ts';

export const fgdPolicy: Policy = {
  name: 'fgd',
  describes: 'Where expected fragmentation grows least (Weng et al., ATC 2023), with its whole-number scores.',
  create: ({ state, typical }) => {
    const { instance } = state;
    const score = (before: number, after: number): number =>
      Math.trunc(100 / (1 + Math.exp((after - before) / WHOLE_GPU)));

    /** Score and GPUs on one node; the first of GPUs with equal scores. */
    let bestGpus = 0;
    const rate = (shape: number, node: number): number => {
      const before = fragmentation(state, node, typical);
      const cpu = (state.cpuFree[node] as number) - (instance.shapeCpu[shape] as number);
      const idle = (state.gpuFreeTotal[node] as number) - requested(state, shape);
      const milli = instance.shapeMilli[shape] as number;
      const start = instance.gpuStart[node] as number;
      if (instance.shapeCount[shape] !== 1 || milli === WHOLE_GPU) {
        bestGpus = tightestGpus(state, shape, node);
        shift(start, bestGpus, -milli);
        const after = fragmentationWith(state, node, cpu, idle, typical);
        shift(start, bestGpus, milli);
        return score(before, after);
      }
      let most = -1;
      let known = -1;
      for (let g = start; g < (instance.gpuStart[node + 1] as number); g += 1) {
        const free = state.gpuFree[g] as number;
        if (free < milli || free === known) continue;
        known = free;
        state.gpuFree[g] = free - milli;
        const value = score(before, fragmentationWith(state, node, cpu, idle, typical));
        state.gpuFree[g] = free;
        if (value > most) {
          most = value;
          bestGpus = 1 << (g - start);
        }
      }
      return most;
    };
    const shift = (start: number, mask: number, by: number): void => {
      for (let rest = mask; rest !== 0; rest &= rest - 1) {
        const g = start + 31 - Math.clz32(rest & -rest);
        state.gpuFree[g] = (state.gpuFree[g] as number) + by;
      }
    };
    return {
      node: bestNodeBy(state, rate),
      gpus: (shape, node) => {
        bestGpus = 0;
        rate(shape, node);
        return bestGpus;
      },
    };
  },
};
