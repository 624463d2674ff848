/** What needs a rule and has no product room of its own: Windows clients and the VMware subscription that is left. */

import type { LicenceTerms } from './terms.ts';

/** Rule win-client-vm: users that need rights for a Windows 10 or 11 machine; null when their number is not known. */
export const clientRights = (users: number | undefined): number | null => users ?? null;

/** Rule vmware-core-min: cores that are subscribed for all hosts together. `hosts`: physical cores of each socket. */
export function subscribedVmwareCores(
  hosts: readonly (readonly number[])[],
  { vmware }: Pick<LicenceTerms, 'vmware'>,
): number {
  if (hosts.length === 0) return 0;
  const cores = hosts.flat().reduce((sum, count) => sum + Math.max(vmware.minCoresPerSocket, count), 0);
  return Math.max(vmware.minOrderCores, cores);
}
