/**
 * Ours. What a node could still hold is worth something (values.ts, at the prices of prices.ts); a demand goes where it
 * takes the least of that. So demands that leave a hole others fit into are put together, cores are spent where the
 * GPUs do not need them, and whole GPUs and whole nodes are kept for those who want them, all at one scale.
 *
 * It knows the nodes and the typical demand, as FGD does, and nothing of the demands to come.
 */

import { nodeClasses } from '../node-classes.ts';
import { mixPrices } from '../prices.ts';
import { WHOLE_GPU } from '../problem.ts';
import { bestNodeBy } from './best-node.ts';
import { NodeValues } from '../node-values.ts';
import { requested, tightestGpus } from './gpus.ts';
import type { Policy } from './policy.ts';

const ITERATIONS = 300;
/**
 * The value of a node is a bound, so a node that is fuller, and surer to be filled well, is worth a little more: GPUs per
 * GPU left free that a node must be better by. Where cores are scarce this would use them up node by node before demands
 * without GPU come, and only those follow it.
 */
const FULLER_FIRST = 0.01;

export const bidPricePolicy: Policy = {
  name: 'bid-price',
  describes: 'Where it takes least of what the node could still hold, priced by the usual mix of demands.',
  create: ({ state, typical }) => {
    const { instance } = state;
    const prices = mixPrices(nodeClasses(state), typical, instance.models.length, ITERATIONS);
    const values = new NodeValues(state, prices);
    return {
      node: bestNodeBy(state, (shape, node) => {
        if (prices.coresScarce && instance.shapeCount[shape] !== 0) return -values.loss(shape, node);
        const left = (state.gpuFreeTotal[node] as number) - requested(state, shape);
        return -values.loss(shape, node) - (FULLER_FIRST * left) / WHOLE_GPU;
      }),
      gpus: (shape, node) => {
        if (instance.shapeCount[shape] !== 1 || instance.shapeMilli[shape] === WHOLE_GPU) {
          return tightestGpus(state, shape, node);
        }
        values.loss(shape, node);
        return 1 << (values.bestGpu - (instance.gpuStart[node] as number));
      },
    };
  },
};
