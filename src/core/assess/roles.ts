/** What other facts say about roles nobody stated. */

import type { GuestOs, WorkloadFacts, WorkloadRole } from '../model/workload.ts';
import { fail, pass, unknown } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/** Roles of Windows Server cannot be held by other systems: true only when the system is known to be one. */
export function notWindowsServer(os: GuestOs | undefined): boolean {
  if (os?.family !== undefined && os.family !== 'windows') return true;
  return os?.id !== undefined && /^windows-(xp|vista|7|8|8\.1|10|11)(-|$)/.test(os.id);
}

/** What evidence calls them. */
const WORDS: Readonly<Partial<Record<WorkloadRole, string>>> = {
  'domain-controller': 'domain controller',
  'virtual-appliance': 'virtual appliance',
  'kubernetes-node': 'Kubernetes node',
};

/**
 * Fails when one of the roles is held. A role that is not stated is not held only when whoever stated the roles would
 * have told it; `absentAnyway` is for what other facts rule out, and never contradicts a stated role.
 */
export function noRole(
  wanted: readonly WorkloadRole[],
  { roles, rolesSeen }: Pick<WorkloadFacts, 'roles' | 'rolesSeen'>,
  absentAnyway = false,
): Verdict {
  const found = (roles ?? []).filter((role) => wanted.includes(role));
  if (found.length > 0) return fail(`Role: ${found.map((role) => WORDS[role] ?? role).join(', ')}.`);
  const complete = roles !== undefined && wanted.every((role) => rolesSeen?.includes(role) ?? true);
  if (complete || absentAnyway) return pass;
  if (roles === undefined) return unknown(['roles']);
  return unknown(
    ['roles'],
    `No source would tell whether it is a ${wanted.map((role) => WORDS[role] ?? role).join(' or ')}.`,
  );
}
