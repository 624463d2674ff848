/** How one data class goes from the workloads it is said of to those that read from them. */

import type { Dependency } from '../../model/estate.ts';
import type { Carriage } from './carries.ts';

/** How a workload came by a class: from the workload before it on the way. */
export interface Step {
  readonly from: string;
  readonly dependency: Dependency;
  /** Calls from the workload that the class is said of. */
  readonly calls: number;
}

export interface SpreadInput {
  /** Workloads the class is said of. */
  readonly holders: readonly string[];
  /** By the workload that is read from; sorted by reader. */
  readonly readers: ReadonlyMap<string, readonly Carriage[]>;
  /** False: over what is certain only. */
  readonly uncertainToo: boolean;
  readonly atMostCalls: number;
  /** The workload does not take the class on. */
  stops(workloadId: string): boolean;
}

/**
 * The shortest way to each workload that the class reaches, without the holders. Level by level in the order of ids, so
 * that of ways of one length the same is always taken.
 */
export function spread(input: SpreadInput): ReadonlyMap<string, Step> {
  const reached = new Map<string, Step>();
  const seen = new Set(input.holders);
  let level = [...input.holders].sort();
  for (let calls = 1; level.length > 0 && calls <= input.atMostCalls; calls += 1) {
    const next: string[] = [];
    for (const from of level) {
      for (const { to, dependency, certain } of input.readers.get(from) ?? []) {
        if (seen.has(to) || (!certain && !input.uncertainToo) || input.stops(to)) continue;
        seen.add(to);
        reached.set(to, { from, dependency, calls });
        next.push(to);
      }
    }
    level = next.sort();
  }
  return reached;
}
