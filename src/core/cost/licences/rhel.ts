/** Red Hat Enterprise Linux: subscriptions by pairs of sockets or machines, and by hypervisor host. */

import type { LicenceTerms } from './terms.ts';

type Terms = Pick<LicenceTerms, 'rhel'>;

/** Rule rhel-server: on metal by sockets, in machines by two. */
export function rhelServerSubscriptions(
  of: { readonly sockets: number } | { readonly machines: number },
  { rhel }: Terms,
): number {
  return 'sockets' in of
    ? Math.ceil(of.sockets / rhel.socketsPerSubscription)
    : Math.ceil(of.machines / rhel.machinesPerSubscription);
}

/** Rule rhel-vdc: for every host its guests may run on. `sockets`: occupied sockets of each host. */
export const rhelVdcSubscriptions = (sockets: readonly number[], { rhel }: Terms): number =>
  sockets.reduce((sum, count) => sum + Math.ceil(count / rhel.socketsPerVdc), 0);

/** Rule rhel-vdc-breakeven: `vdcPerServer` is the ratio of the two prices. */
export function cheaperRhel(
  machines: number,
  vdcSubscriptions: number,
  terms: Terms,
  vdcPerServer = terms.rhel.vdcPerServer,
): 'server' | 'vdc' {
  if (machines === 0 || vdcSubscriptions === 0) return 'server';
  return rhelServerSubscriptions({ machines }, terms) / vdcSubscriptions >= vdcPerServer ? 'vdc' : 'server';
}

/** Rule rhel-els: whether patches of this release need the life-cycle add-on. */
export const needsLifeCycleSupport = (release: string): boolean => /^[67](\.|$)/.test(release);

/** Rule rhel-cloud: the ways RHEL may run at Azure. */
export const rhelCloudWays = (): readonly ('rented' | 'cloud-access')[] => ['rented', 'cloud-access'];
