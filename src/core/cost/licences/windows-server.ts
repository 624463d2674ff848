/** Windows Server: cores of hosts, Standard sets against Datacenter, single machines, containers, access licences. */

import type { LicenceTerms } from './terms.ts';

type Terms = Pick<LicenceTerms, 'windows'>;
export type WindowsEdition = 'standard' | 'datacenter';

/** Rule ws-core-count. `sockets`: physical cores of each occupied socket of one host; hyper-threads do not count. */
export function licensableCores(sockets: readonly number[], { windows }: Terms): number {
  const cores = sockets.reduce((sum, count) => sum + Math.max(windows.minCoresPerSocket, count), 0);
  return Math.max(windows.minCoresPerServer, cores);
}

/** Rule ws-standard-vms: sets of core licences a host needs for so many machines at once. */
export const standardSets = (machines: number, { windows }: Terms): number =>
  Math.ceil(machines / windows.machinesPerSet);

/** Rule ws-standard-vms: core licences of Standard for one host. */
export const standardCores = (sockets: readonly number[], machines: number, terms: Terms): number =>
  standardSets(machines, terms) * licensableCores(sockets, terms);

/** Rule ws-datacenter-vms: core licences of Datacenter for one host, whatever runs there. */
export const datacenterCores = (sockets: readonly number[], machines: number, terms: Terms): number =>
  machines === 0 ? 0 : licensableCores(sockets, terms);

export const editionCores = (
  edition: WindowsEdition,
  sockets: readonly number[],
  machines: number,
  terms: Terms,
): number =>
  edition === 'standard' ? standardCores(sockets, machines, terms) : datacenterCores(sockets, machines, terms);

/** Rule ws-breakeven: the fewest machines on one host from which Datacenter costs no more than Standard. */
export function breakEvenMachines(datacenterPerStandard: number, { windows }: Terms): number {
  const sets = Math.ceil(datacenterPerStandard);
  return (sets - 1) * windows.machinesPerSet + 1;
}

/** Rule ws-breakeven for one host: `datacenterPerStandard` is the ratio of the prices of one core. */
export function cheaperEdition(machines: number, datacenterPerStandard: number, terms: Terms): WindowsEdition {
  return standardSets(machines, terms) < datacenterPerStandard ? 'standard' : 'datacenter';
}

/** Rule ws-mobility: every host is licensed for the most machines it may ever run, those of a failed host included. */
export function clusterCores(
  edition: WindowsEdition,
  hosts: readonly { readonly sockets: readonly number[]; readonly mostMachines: number }[],
  terms: Terms,
): number {
  return hosts.reduce((sum, { sockets, mostMachines }) => sum + editionCores(edition, sockets, mostMachines, terms), 0);
}

/** Rule ws-mobility: whether a licence may move to another server now. */
export const mayReassign = (softwareAssurance: boolean, daysSinceLast: number, { windows }: Terms): boolean =>
  softwareAssurance || daysSinceLast >= windows.reassignDays;

/** Rule ws-per-vm, with Software Assurance or subscription: core licences of one machine by its virtual cores. */
export const perMachineCores = (vcpus: number, { windows }: Terms): number =>
  Math.max(windows.minVcoresPerMachine, vcpus);

/** Rule ws-per-vm for all machines of a customer. */
export function perMachineCoresOfAll(vcpus: readonly number[], terms: Terms): number {
  if (vcpus.length === 0) return 0;
  const sum = vcpus.reduce((total, each) => total + perMachineCores(each, terms), 0);
  return Math.max(terms.windows.minVcoresPerCustomer, sum);
}

/** Rule ws-containers: what counts as machines on one host. Process-isolated containers never do. */
export const countedMachines = (edition: WindowsEdition, machines: number, hyperVContainers: number): number =>
  edition === 'standard' ? machines + hyperVContainers : machines;

export type WindowsRental = 'owned' | 'azure-pay-as-you-go' | 'arc-pay-as-you-go';

/** Rule ws-cal: access licences, one per user or per device, whichever is fewer; null when neither is known. */
export function accessLicences(
  usedAs: WindowsRental,
  counts: { readonly users?: number | undefined; readonly devices?: number | undefined },
): number | null {
  if (usedAs !== 'owned') return 0;
  const known = [counts.users, counts.devices].filter((count) => count !== undefined);
  return known.length === 0 ? null : Math.min(...known);
}

/** Rule ws-arc-payg: core hours that are billed; no least number of cores. */
export const rentedCoreHours = (cores: number, hours: number): number => cores * hours;

const LISTED_PROVIDERS = new Set(['azure', 'alibaba', 'aws', 'google']);
const LISTED_FROM = '2019-10-01';

/**
 * Rule ws-third-party-cloud: whether own licences without mobility rights may run on a provider's dedicated hardware.
 * `boughtOn`: the day the version was bought, YYYY-MM-DD.
 */
export function mayBringOwn(provider: string, boughtOn: string, azureDedicatedHost = false): boolean {
  const name = provider.toLowerCase();
  if (!LISTED_PROVIDERS.has(name)) return true;
  return boughtOn < LISTED_FROM || (name === 'azure' && azureDedicatedHost);
}
