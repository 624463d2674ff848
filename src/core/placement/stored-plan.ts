/** A placement that was stored, laid over its problem again. */

import type { PreparedPlacement } from './build.ts';

/**
 * Site of each workload by position, or -1; a workload the plan does not know, or a site that is no more, is -1 too.
 * `siteOf`: what the stored plan says of a workload id.
 */
export function assignedFrom(
  { problem }: Pick<PreparedPlacement, 'problem'>,
  siteOf: (workloadId: string) => string | null | undefined,
): Int32Array {
  const index = new Map(problem.siteIds.map((id, site) => [id, site]));
  return Int32Array.from(problem.workloadIds, (id) => index.get(siteOf(id) ?? '') ?? -1);
}

/** The same over units: the site that every member has, or -1. */
export function unitsAssigned({ units }: Pick<PreparedPlacement, 'units'>, assigned: Int32Array): Int32Array {
  return Int32Array.from(units.members, (rows) => {
    const first = assigned[rows[0] ?? -1] ?? -1;
    return rows.every((row) => assigned[row] === first) ? first : -1;
  });
}
