/** What a diagnosis is: constraints that, relaxed, give a place to what has none. */

import type { Problem } from './problem.ts';
import type { InfeasibleReason } from './result.ts';

/** Positions are those of the problem. */
export type Relaxable =
  | { readonly kind: 'capacity'; readonly site: number; readonly resource: number; readonly amount: number }
  | { readonly kind: 'cap'; readonly cap: number; readonly bucket: number; readonly amount: number }
  | { readonly kind: 'link'; readonly link: number }
  /** An obstacle of the pair itself: pin, policy, readiness, size … as the problem's reasons have it. */
  | {
      readonly kind: 'reason';
      readonly site: number;
      readonly reason: InfeasibleReason;
      /** Row it holds for, when that is another workload, which then makes room. */
      readonly workload?: number;
    };

export interface Diagnosis {
  /** Rows that share it, ascending. Amounts are for all of them together. */
  readonly workloads: Int32Array;
  /** Where they would go. */
  readonly site: number;
  /** Empty: nothing need be relaxed, there is a plan with room that the search did not find. */
  readonly relax: readonly Relaxable[];
  /** True: for each of the workloads alone, nothing smaller does it. False: found, not proved. */
  readonly minimal: boolean;
}

export interface DiagnosisLimits {
  /** Workloads without a place that are looked at. */
  readonly workloads: number;
  /** Sets of constraints tried per workload to prove that none smaller does it. */
  readonly sets: number;
  /** Steps of the search for a plan, per set. */
  readonly nodes: number;
}

export const DIAGNOSIS_LIMITS: DiagnosisLimits = { workloads: 10_000, sets: 400, nodes: 4_000 };

export interface Found {
  readonly site: number;
  readonly relax: readonly Relaxable[];
}

/** Too large for the whole site, not for its hosts: more capacity is what it takes, so it is not counted twice. */
export function isSiteLimit(problem: Problem, site: number, reason: InfeasibleReason): boolean {
  if (reason.kind !== 'size') return false;
  const k = problem.resources.indexOf(reason.resource);
  return k >= 0 && reason.most >= (problem.limit[site * problem.resources.length + k] ?? Infinity) * (1 - 1e-9);
}
