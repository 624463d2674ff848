/**
 * The whole queue is known: who is placed is part of the answer. The largest GPU demands come first, each where a policy
 * puts it; the plan is then improved step by step. What is wanted is the most GPU share, and at equal share the most
 * demands, so that demands without GPU are placed last, in the cores that are left.
 */

import type { Random } from '../random.ts';
import { Assignment } from './assignment.ts';
import { Improver } from './improve.ts';
import type { Chooser } from './policies/policy.ts';
import { requested } from './policies/gpus.ts';
import type { GpuState } from './state.ts';

/** Demands by GPU share, largest first, then by cores, fewest first, then in their order. */
function largestFirst(state: GpuState, shapeOf: Int32Array): Int32Array {
  const { shapeCpu } = state.instance;
  return Int32Array.from(shapeOf.keys()).sort((a, b) => {
    const first = shapeOf[a] ?? 0;
    const second = shapeOf[b] ?? 0;
    return (
      requested(state, second) - requested(state, first) || (shapeCpu[first] ?? 0) - (shapeCpu[second] ?? 0) || a - b
    );
  });
}

/** Places what fits in that order; the rest waits. */
function constructPlan(state: GpuState, shapeOf: Int32Array, chooser: Chooser): Assignment {
  const assignment = new Assignment(state, shapeOf);
  for (const demand of largestFirst(state, shapeOf)) {
    const shape = shapeOf[demand] ?? 0;
    const node = chooser.node(shape);
    if (node >= 0) assignment.place(demand, node, chooser.gpus(shape, node));
  }
  return assignment;
}

/** A plan that gets better with every step. The same seed and iterations, in steps of any size, give the same plan. */
export class OfflineSearch {
  readonly assignment: Assignment;
  iterations = 0;
  private readonly improver: Improver;

  constructor(state: GpuState, shapeOf: Int32Array, chooser: Chooser, random: Random) {
    this.assignment = constructPlan(state, shapeOf, chooser);
    this.improver = new Improver(this.assignment, random);
  }

  step(iterations: number): void {
    this.improver.step(iterations);
    this.iterations += iterations;
  }
}
