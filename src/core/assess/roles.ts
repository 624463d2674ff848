/** What other facts say about roles nobody stated. */

import type { GuestOs } from '../model/workload.ts';

/** Roles of Windows Server cannot be held by other systems: true only when the system is known to be one. */
export function notWindowsServer(os: GuestOs | undefined): boolean {
  if (os?.family !== undefined && os.family !== 'windows') return true;
  return os?.id !== undefined && /^windows-(xp|vista|7|8|8\.1|10|11)(-|$)/.test(os.id);
}
