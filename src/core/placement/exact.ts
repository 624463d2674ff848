/**
 * Small problems to proved optimality by a mixed-integer solver that the caller brings (HiGHS); core loads nothing. Its
 * limits are counts, not seconds, so that the same problem gives the same answer everywhere.
 */

import { lpText } from './lp-text.ts';
import type { Problem } from './problem.ts';

/** HiGHS's `solve`: takes a problem in LP text and options by their names. */
export type MipSolve = (
  lp: string,
  options: Readonly<Record<string, number | string | boolean>>,
) => {
  readonly Status: string;
  readonly ObjectiveValue: number;
  readonly Columns: Readonly<Record<string, object>>;
};

export interface ExactLimits {
  /** Pairs (workloads × sites) above which nothing is tried. */
  readonly pairs: number;
  /** Nodes of the search tree. */
  readonly nodes: number;
}

export const EXACT_LIMITS: ExactLimits = { pairs: 1500, nodes: 300 };

export interface Exact {
  /** Null: none found within the limits. */
  readonly assigned: Int32Array | null;
  /** True: no assignment has a lower objective. */
  readonly proved: boolean;
  /** No assignment has a lower objective than this, penalties included; -Infinity when not known. */
  readonly bound: number;
}

/** What the solver may be wrong by, as a share of the objective. */
const SLIP = 1e-7;

/** Null: too large, or the solver failed. `penalty`: USD for each workload left out. */
export function solveExact(
  problem: Problem,
  solve: MipSolve,
  penalty: number,
  limits: ExactLimits = EXACT_LIMITS,
): Exact | null {
  if (problem.workloads * problem.sites > limits.pairs || problem.workloads === 0 || problem.sites === 0) return null;
  try {
    const text = lpText(problem, { penalty, relaxed: false });
    const found = solve(text, {
      mip_rel_gap: 0,
      mip_abs_gap: 1e-7,
      mip_max_nodes: limits.nodes,
      random_seed: 0,
      threads: 1,
    });
    if (found.Status === 'Optimal') {
      const bound = found.ObjectiveValue - SLIP * Math.abs(found.ObjectiveValue);
      return { assigned: read(problem, found.Columns), proved: true, bound };
    }
    const relaxed = solve(lpText(problem, { penalty, relaxed: true }), {});
    if (relaxed.Status !== 'Optimal') return null;
    const bound = relaxed.ObjectiveValue - SLIP * Math.abs(relaxed.ObjectiveValue);
    return { assigned: null, proved: false, bound };
  } catch {
    // A solver that breaks off leaves the answer as it was found without it.
    return null;
  }
}

function read(problem: Problem, columns: Readonly<Record<string, object>>): Int32Array {
  const assigned = new Int32Array(problem.workloads).fill(-1);
  for (let i = 0; i < problem.workloads; i += 1) {
    for (let j = 0; j < problem.sites; j += 1) {
      const column = columns[`x${i}_${j}`];
      if (column !== undefined && 'Primal' in column && Number(column.Primal) > 0.5) assigned[i] = j;
    }
  }
  return assigned;
}
