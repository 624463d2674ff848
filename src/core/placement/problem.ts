/**
 * The placement problem as immutable arrays: n workloads (sorted by id) × s sites (sorted by id) × r resources.
 * Matrices are row-major: [workload * sites + site], [workload * resources + resource], [site * resources + resource].
 * This is the model; how it is searched (search.ts) may change without touching it.
 */

import { sideFaults } from './check-sides.ts';
import { failure } from '../errors/registry.ts';
import type { Readiness } from '../assess/verdict.ts';
import type { InfeasibleReason } from './result.ts';

export const READINESS: readonly Readiness[] = ['ready', 'conditional', 'unknown', 'not-ready'];

export interface Problem {
  readonly workloads: number;
  readonly sites: number;
  readonly workloadIds: readonly string[];
  readonly siteIds: readonly string[];
  /** Names with units: "vcpu", "memoryMiB", "diskGiB", "gpus". */
  readonly resources: readonly string[];
  /** What each workload needs. */
  readonly need: Float64Array;
  /** What each site may hold; Infinity when elastic. */
  readonly limit: Float64Array;
  /** USD per month; Infinity where the pair is infeasible. */
  readonly cost: Float64Array;
  /** 0 where feasible, otherwise an index into `reasons`. */
  readonly reason: Uint32Array;
  /** Why a pair is infeasible; entry 0 is empty. The first reason is the binding one. */
  readonly reasons: readonly (readonly InfeasibleReason[])[];
  /** Index into READINESS. */
  readonly readiness: Uint8Array;
  /** Warnings to fix before the move, per pair. */
  readonly conditions: Uint16Array;
  /** Site each workload runs at now, or -1. */
  readonly current: Int32Array;
  /** Application each workload belongs to, or -1. Single-member applications are -1. */
  readonly group: Int32Array;
  readonly groups: readonly string[];
  /** Soft cost of each further site a group is spread over, USD per month. */
  readonly splitUsdPerMonth: number;
  /** At most so much of a set of workloads within a set of sites: apart, spread, operator shares. */
  readonly caps: readonly Cap[];
  /** Workloads that talk to each other and must not be far apart. */
  readonly links: readonly Link[];
  /** Which sites are near enough, per class of link: [site * sites + site], 1 where near. */
  readonly near: readonly Uint8Array[];
  /** What a class of workloads would rather not use: class of each workload or -1, and USD per month [class * sites + site]. */
  readonly preference: Int32Array;
  readonly preferenceUsdPerMonth: Float64Array;
}

/**
 * A linear cap: for each bucket of sites, the members' weights there sum to at most `most`. Members of one bucket or
 * less are left out by whoever builds it. Sites of bucket -1 do not count.
 */
export interface Cap {
  readonly kind: 'apart' | 'spread' | 'share';
  /** The rule of sites.yaml it comes from, as people know it. */
  readonly rule: string;
  /** What it speaks of: the application, the operator share, "all workloads". */
  readonly subject: string;
  /** Rows, ascending. */
  readonly members: Int32Array;
  /** In the order of members; null: one each. */
  readonly weight: Float64Array | null;
  /** Bucket of each site, or -1. */
  readonly bucket: Int32Array;
  readonly buckets: readonly string[];
  readonly most: Float64Array;
  /** Soft: USD per month for each unit of weight above; Infinity: never above. */
  readonly excessUsdPerMonth: number;
  /** Stricter than the rule itself: that it cannot be kept proves nothing of the rule. */
  readonly tightened?: boolean;
}

export interface Link {
  readonly a: number;
  readonly b: number;
  /** Index into `near`. */
  readonly class: number;
  /** Soft: USD per month when not near; Infinity: always near. */
  readonly breakUsdPerMonth: number;
}

/** Refuses NaN, negative and infinite figures, naming the first ones (IST-5003). Returns the problem unchanged. */
export function checkProblem(problem: Problem): Problem {
  const { sites, resources } = problem;
  const causes: { where: string; message: string }[] = [];
  const refuse = (where: string, value: number): void => {
    if (causes.length < 10) causes.push({ where, message: `${value} is not a finite number of at least 0` });
  };
  for (let index = 0; index < problem.need.length; index += 1) {
    const value = problem.need[index] ?? Number.NaN;
    if (value >= 0 && value < Infinity) continue;
    const workload = Math.floor(index / resources.length);
    refuse(`workload ${problem.workloadIds[workload]}, ${resources[index % resources.length]}`, value);
  }
  for (let index = 0; index < problem.limit.length; index += 1) {
    const value = problem.limit[index] ?? Number.NaN;
    if (value >= 0) continue;
    refuse(
      `site ${problem.siteIds[Math.floor(index / resources.length)]}, ${resources[index % resources.length]}`,
      value,
    );
  }
  for (let index = 0; index < problem.cost.length; index += 1) {
    const value = problem.cost[index] ?? Number.NaN;
    if (value >= 0 && (value < Infinity || problem.reason[index] !== 0)) continue;
    const workload = Math.floor(index / sites);
    refuse(`cost of workload ${problem.workloadIds[workload]} at site ${problem.siteIds[index % sites]}`, value);
  }
  if (!(problem.splitUsdPerMonth >= 0 && problem.splitUsdPerMonth < Infinity)) {
    refuse('placement.applicationSplitUsdPerMonth', problem.splitUsdPerMonth);
  }
  causes.push(...sideFaults(problem).slice(0, 10));
  if (causes.length > 0) throw failure('IST-5003', `${causes[0]?.where}: ${causes[0]?.message}`, { causes });
  return problem;
}
