/** Refuses input that the kernel cannot hold exactly, naming the first figures that are wrong. */

import { failure } from '../../errors/registry.ts';
import { MAX_FIGURE, MAX_GPUS_PER_NODE, WHOLE_GPU } from './problem.ts';
import type { GpuProblem } from './problem.ts';

interface Cause {
  readonly where: string;
  readonly message: string;
}

const MAX_CAUSES = 10;

/**
 * Returns the problem unchanged, or throws: IST-5003 for a figure that is NaN, negative or infinite; IST-5031 for one
 * that is no whole number, too large, or contradicts another; for an id used twice; for a running demand nobody knows.
 * That running demands fit on their nodes is found when they are put there (IST-5031 too).
 */
export function checkGpuProblem(problem: GpuProblem): GpuProblem {
  const noNumbers: Cause[] = [];
  const outOfRange: Cause[] = [];
  const refuse = (list: Cause[], where: string, message: string): void => {
    if (list.length < MAX_CAUSES) list.push({ where, message });
  };
  const figure = (where: string, value: number, max: number): void => {
    if (!(value >= 0 && value < Infinity)) refuse(noNumbers, where, `${value} is not a finite number of at least 0`);
    else if (!Number.isInteger(value)) refuse(outOfRange, where, `${value} is not a whole number`);
    else if (value > max) refuse(outOfRange, where, `${value} is more than ${max}`);
  };
  const once = (kind: string, ids: readonly { readonly id: string }[]): Set<string> => {
    const seen = new Set<string>();
    for (const { id } of ids) {
      if (seen.has(id)) refuse(outOfRange, `${kind} ${id}`, 'this id is used twice');
      seen.add(id);
    }
    return seen;
  };

  const nodes = once('node', problem.nodes);
  const demands = once('demand', problem.demands);
  for (const node of problem.nodes) {
    figure(`node ${node.id}, cpuMilli`, node.cpuMilli, MAX_FIGURE);
    figure(`node ${node.id}, memoryMiB`, node.memoryMiB, MAX_FIGURE);
    figure(`node ${node.id}, gpus`, node.gpus, MAX_GPUS_PER_NODE);
  }
  for (const demand of problem.demands) {
    figure(`demand ${demand.id}, cpuMilli`, demand.cpuMilli, MAX_FIGURE);
    figure(`demand ${demand.id}, memoryMiB`, demand.memoryMiB, MAX_FIGURE);
    figure(`demand ${demand.id}, gpuCount`, demand.gpuCount, MAX_FIGURE);
    figure(`demand ${demand.id}, gpuMilli`, demand.gpuMilli, WHOLE_GPU);
    if (demand.gpuCount > 0 !== demand.gpuMilli > 0) {
      refuse(
        outOfRange,
        `demand ${demand.id}`,
        `wants ${demand.gpuCount} GPUs of ${demand.gpuMilli} thousandths each: either both or none is 0`,
      );
    }
  }
  const held = new Set<string>();
  for (const { demand, node } of problem.running ?? []) {
    if (!demands.has(demand)) refuse(outOfRange, `running demand ${demand}`, 'is not among the demands');
    if (!nodes.has(node)) refuse(outOfRange, `running demand ${demand}`, `its node ${node} is not among the nodes`);
    if (held.has(demand)) refuse(outOfRange, `running demand ${demand}`, 'holds two places');
    held.add(demand);
  }
  const [noNumber] = noNumbers;
  if (noNumber !== undefined)
    throw failure('IST-5003', `${noNumber.where}: ${noNumber.message}`, { causes: noNumbers });
  const [wrong] = outOfRange;
  if (wrong !== undefined) throw failure('IST-5031', `${wrong.where}: ${wrong.message}`, { causes: outOfRange });
  return problem;
}
