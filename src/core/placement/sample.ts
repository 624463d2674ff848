/** First prices from a part of the workloads: any prices give a valid bound, so those of a sample are as good a start. */

import { Relaxation } from './bound.ts';
import { newton } from './newton.ts';
import { scales } from './priced.ts';
import { ascend } from './subgradient.ts';

/** Caps of fewer members than this are not seen by a sample. */
const SMALL_CAP = 1000;
const FAR_STEPS = 250;

/**
 * Sets the prices of `whole` to those that serve about `size` of its workloads, with limits scaled to what these need
 * of the whole. Groups are taken or left as a whole.
 */
export function* samplePrices(whole: Relaxation, size: number): Generator<void, void, void> {
  const { problem, sides } = whole;
  const resources = problem.resources.length;
  const stride = Math.ceil(problem.workloads / size);
  const sampled = (workload: number): boolean => {
    const group = problem.splitUsdPerMonth > 0 ? (problem.group[workload] as number) : -1;
    // A multiplicative hash: rows of one kind often stand at regular distances.
    return (
      Math.imul(group < 0 ? workload : group, 0x9e3779b1) >>> 0 < 0x1_0000_0000 / stride && whole.includes(workload)
    );
  };
  const total = new Float64Array(resources);
  const part = new Float64Array(resources);
  const capTotal = new Float64Array(problem.caps.length);
  const capPart = new Float64Array(problem.caps.length);
  for (let workload = 0; workload < problem.workloads; workload += 1) {
    const inside = sampled(workload);
    for (let k = 0; k < resources; k += 1) {
      const need = problem.need[workload * resources + k] as number;
      total[k] = (total[k] as number) + need;
      if (inside) part[k] = (part[k] as number) + need;
    }
    if (sides === null) continue;
    for (let at = sides.capStart[workload] as number; at < (sides.capStart[workload + 1] as number); at += 1) {
      const cap = sides.capOf[at] as number;
      capTotal[cap] = (capTotal[cap] as number) + (sides.capWeight[at] as number);
      if (inside) capPart[cap] = (capPart[cap] as number) + (sides.capWeight[at] as number);
    }
  }
  yield;
  const limits = whole.priced.limits.slice();
  for (let at = 0; at < problem.limit.length; at += 1) {
    const sum = total[at % resources] as number;
    if (sum > 0) limits[at] = ((limits[at] as number) * (part[at % resources] as number)) / sum;
  }
  for (const [index, cap] of problem.caps.entries()) {
    const share = (capPart[index] as number) / (capTotal[index] as number);
    for (let bucket = 0; bucket < cap.most.length; bucket += 1) {
      const at = problem.limit.length + (sides?.slotOf[index] ?? 0) + bucket;
      limits[at] = cap.members.length < SMALL_CAP ? Infinity : (limits[at] as number) * share;
    }
  }
  const priced = { limits, ceilings: whole.priced.ceilings, scale: scales(problem, sides, limits) };
  const relaxation = new Relaxation(problem, whole.penalty, sampled, { sides, priced });
  for (const step of ascend(relaxation, () => Infinity, FAR_STEPS)) {
    void step;
    yield;
  }
  yield* newton(relaxation, { first: 0.015, last: 0.001, passes: 40 });
  whole.prices.set(relaxation.prices);
}
