/** Workloads of a stored plan that are where they may not be any more, or where nobody knows a price any more. */

import type { PreparedPlacement } from './build.ts';

export interface StalePairs {
  readonly workloads: number;
  /** A few of them by name. */
  readonly first: readonly string[];
}

const EXAMPLES = 3;

/** 1 for each workload whose planned site is forbidden or unpriced today; `assigned` by position, -1: none. */
export function staleRows({ problem }: Pick<PreparedPlacement, 'problem'>, assigned: Int32Array): Uint8Array {
  return Uint8Array.from(assigned, (site, row) =>
    site >= 0 && !Number.isFinite(problem.cost[row * problem.sites + site] ?? Infinity) ? 1 : 0,
  );
}

export function stalePairs({ workloads }: Pick<PreparedPlacement, 'workloads'>, stale: Uint8Array): StalePairs {
  const first: string[] = [];
  let count = 0;
  for (const [row, flag] of stale.entries()) {
    if (flag !== 1) continue;
    count += 1;
    if (first.length < EXAMPLES) first.push(workloads[row]?.facts.name ?? workloads[row]?.id ?? '');
  }
  return { workloads: count, first };
}

/** One sentence; undefined when the plan holds. */
export function staleText({ workloads, first }: StalePairs): string | undefined {
  if (workloads === 0) return undefined;
  return `The plan is not allowed any more, or has no price, for ${workloads} workloads, first: ${first.join(', ')}; place again. They are in no sum.`;
}
