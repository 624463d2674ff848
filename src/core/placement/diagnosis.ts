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
    }
  /** Beyond the number that is looked at. */
  | { readonly kind: 'not-looked-at' };

export interface Diagnosis {
  /** Rows that share it, ascending. Amounts are for all of them together. */
  readonly workloads: Int32Array;
  /** Where they would go. */
  readonly site: number;
  /** Empty: nothing need be relaxed, there is a plan with room that the search did not find. */
  readonly relax: readonly Relaxable[];
  /** True: nothing smaller places all of them, and nobody who has a place loses it. False: found, not proved. */
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

/**
 * An obstacle of the pair that says what the site's capacity or a hard cap says as well: the one constraint is that
 * capacity or cap, so it is not counted twice.
 */
export function isImplied(problem: Problem, workload: number, site: number, reason: InfeasibleReason): boolean {
  if (reason.kind === 'shared-disk' || reason.kind === 'together')
    return reason.because.kind === 'size' && isImplied(problem, workload, site, reason.because);
  if (reason.kind === 'size') {
    const width = problem.resources.length;
    const k = problem.resources.indexOf(reason.resource);
    const limit = problem.limit[site * width + k] ?? Infinity;
    return (
      k >= 0 && reason.most >= limit * (1 - 1e-9) && (problem.need[workload * width + k] ?? 0) > limit * (1 + 1e-9)
    );
  }
  if (reason.kind !== 'rule') return false;
  return problem.caps.some((cap) => {
    const bucket = cap.bucket[site] ?? -1;
    if (cap.rule !== reason.rule || cap.subject !== reason.subject || cap.buckets[bucket] !== reason.at) return false;
    const at = positionOf(cap.members, workload);
    const weight = at < 0 ? 0 : cap.weight === null ? 1 : (cap.weight[at] ?? 0);
    return cap.excessUsdPerMonth === Infinity && weight > (cap.most[bucket] ?? Infinity) * (1 + 1e-9);
  });
}

/** Of a row in ascending rows, or -1. */
function positionOf(rows: Int32Array, row: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const there = rows[middle] ?? Infinity;
    if (there === row) return middle;
    if (there < row) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** Names a constraint without its amount: that grows with the workloads that share it. */
export function keyOf(entry: Relaxable): string {
  if (entry.kind === 'capacity') return `capacity ${entry.site} ${entry.resource}`;
  if (entry.kind === 'cap') return `cap ${entry.cap} ${entry.bucket}`;
  if (entry.kind === 'link') return `link ${entry.link}`;
  if (entry.kind === 'not-looked-at') return entry.kind;
  const { reason, workload } = entry;
  const what = reason.kind === 'size' ? `size ${reason.resource}` : JSON.stringify(reason);
  return `reason ${entry.site} ${workload ?? ''} ${what}`;
}
