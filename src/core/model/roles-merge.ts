/** Roles are told by different sources for different reasons: one sees a domain controller, another a database. */

import type { WorkloadFacts } from './workload.ts';

type Roles = Pick<WorkloadFacts, 'roles' | 'rolesSeen'>;

/**
 * All roles that any source states, and all that any would have told. Empty when none states roles. When one of them
 * knows roles completely, so does the result.
 */
export function mergedRoles(words: readonly Roles[]): Roles {
  const stating = words.filter(({ roles }) => roles !== undefined);
  if (stating.length === 0) return {};
  const roles = [...new Set(stating.flatMap((word) => word.roles ?? []))].sort();
  if (stating.some(({ rolesSeen }) => rolesSeen === undefined)) return { roles };
  return { roles, rolesSeen: [...new Set(stating.flatMap((word) => word.rolesSeen ?? []))].sort() };
}
