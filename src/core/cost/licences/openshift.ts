/** OpenShift subscriptions: by core pair, by socket pair on bare metal, and what each edition includes. */

import type { LicenceTerms } from './terms.ts';

type Terms = Pick<LicenceTerms, 'openshift'>;

export const OPENSHIFT_EDITIONS = [
  'virtualization-engine',
  'kubernetes-engine',
  'container-platform',
  'platform-plus',
] as const;
export type OpenShiftEdition = (typeof OPENSHIFT_EDITIONS)[number];

/** Rule ocp-core-pair: counted over the whole cluster, by vCPU on virtual machines and hyperscalers. */
export function corePairs(
  of: { readonly vcpus: number } | { readonly physicalCores: number },
  { openshift }: Terms,
): number {
  return 'vcpus' in of
    ? Math.ceil(of.vcpus / openshift.vcpuPerPair)
    : Math.ceil(of.physicalCores / openshift.coresPerPair);
}

/** Rule ocp-bare-metal: subscriptions of one server; never shared with another. `sockets`: physical cores of each. */
export function socketPairs(sockets: readonly number[], { openshift }: Terms): number {
  const cores = sockets.reduce((sum, count) => sum + count, 0);
  return Math.max(
    1,
    Math.ceil(sockets.length / openshift.socketsPerPair),
    Math.ceil(cores / openshift.coresPerSocketPair),
  );
}

/** Rule ocp-editions: what an edition may run. */
export function editionRuns(edition: OpenShiftEdition, what: 'machines' | 'application-containers'): boolean {
  return what === 'machines' || edition !== 'virtualization-engine';
}

/** Rule ocp-editions: Platform Plus is for x86 alone. */
export const editionFitsArchitecture = (edition: OpenShiftEdition, architecture: string): boolean =>
  edition !== 'platform-plus' || architecture === 'x86_64';

/** Rule ocp-virt-requires-bm: whether machines may be run on premises under this way of counting. */
export const metricFitsMachines = (metric: 'core-pair' | 'socket-pair'): boolean => metric === 'socket-pair';

/** Rule ocp-infra-nodes: of a cluster's nodes, those that need a subscription. */
export const subscribedNodes = <Node extends { readonly roles: readonly string[] }>(nodes: readonly Node[]): Node[] =>
  nodes.filter(({ roles }) => roles.length === 0 || roles.includes('worker'));

/** Rule ocp-rhel-guests: whether RHEL in machines on bare metal comes with the edition. */
export const includesRhelGuests = (edition: OpenShiftEdition): boolean => edition !== 'virtualization-engine';

/** Rule ocp-ai-accelerator: add-ons for AI are counted per device. */
export const acceleratorUnits = (devices: number): number => devices;

/** Rule ocp-windows: core pairs of Windows Container Support for the Windows nodes; node licences come on top. */
export const windowsContainerPairs = (windowsNodeVcpus: number, terms: Terms): number =>
  corePairs({ vcpus: windowsNodeVcpus }, terms);
