/** Run price at a site with its own hardware: the workload's share of the hosts, the platform and the guest licence. */

import type { HostCosts } from '../catalog/host-costs.ts';
import type { Licensing } from '../catalog/licensing.ts';
import type { Site } from '../policy/site.ts';
import type { Demand } from './demand.ts';
import type { HostRates } from './host-rates.ts';
import { assumedDisks, assumedGpus, linuxSubscription, UNKNOWN_WINDOWS } from './quote.ts';
import type { QuoteOrUnknown } from './quote.ts';
import { windowsServerHostLicence } from './windows-licence.ts';
import type { WindowsTerms } from './windows-licence.ts';

export interface OwnedContext {
  readonly rates: HostRates;
  readonly costs: HostCosts;
  readonly licensing: Licensing;
  readonly windows: WindowsTerms;
}

/** How a site's capacity is shared out; an elastic site with own figures is shared like a fixed one with defaults. */
export interface Sharing {
  readonly vcpuPerCore: number;
  readonly memoryOvercommit: number;
  readonly usable: number;
}

export function sharingOf(site: Site): Sharing {
  const capacity = site.capacity;
  return 'elastic' in capacity
    ? { vcpuPerCore: 4, memoryOvercommit: 1, usable: 1 }
    : {
        vcpuPerCore: capacity.vcpuPerCore,
        memoryOvercommit: capacity.memoryOvercommit,
        usable: 1 - capacity.reservePct / 100,
      };
}

/** The reserve is paid for by those who use the rest: every rate is divided by the usable share. */
export function quoteOwned(demand: Demand, site: Site, context: OwnedContext): QuoteOrUnknown {
  const { rates } = context;
  const sharing = sharingOf(site);
  const cores = demand.vcpu / sharing.vcpuPerCore / sharing.usable;
  const memoryGiB = demand.memoryGiB / sharing.memoryOvercommit / sharing.usable;
  const diskGiB = demand.diskGiB.reduce((sum, size) => sum + size, 0) / sharing.usable;
  const run =
    cores * rates.usdPerCoreMonth +
    memoryGiB * rates.usdPerMemoryGiBMonth +
    diskGiB * rates.usdPerDiskGiBMonth +
    demand.gpus * rates.usdPerGpuMonth;
  const guest = guestLicence(demand, site, sharing, context);
  return {
    runUsdPerMonth: run,
    licenceUsdPerMonth: cores * rates.platformUsdPerCoreMonth + guest.usdPerMonth,
    platformUsdPerMonth: cores * rates.platformUsdPerCoreMonth,
    basis: () => [
      `share of hosts: ${sharing.vcpuPerCore} vCPU per core, memory over-commit ${sharing.memoryOvercommit}, ${Math.round(sharing.usable * 100)} % usable (sites.yaml ${site.id}.capacity)`,
      `its share: ${figure(cores)} cores (${demand.vcpu} vCPU), ${figure(memoryGiB)} GiB memory (${figure(demand.memoryGiB)} GiB), ${figure(diskGiB)} GiB disks (${figure(diskGiB * sharing.usable)} GiB)`,
      ...rates.basis,
      ...(demand.gpus > 0 ? [`${demand.gpus} GPU: ${rates.gpuBasis}`] : []),
      ...assumedDisks(demand),
      ...assumedGpus(demand),
      ...guest.basis,
    ],
  };
}

const figure = (value: number): number => Math.round(value * 1000) / 1000;

function guestLicence(
  demand: Demand,
  site: Site,
  sharing: Sharing,
  context: OwnedContext,
): { usdPerMonth: number; basis: readonly string[] } {
  switch (demand.licence) {
    case 'windows-server':
      return windowsServer(demand, site, sharing, context);
    case 'commercial-linux':
      return linuxSubscription(site);
    case 'windows-client':
      return {
        usdPerMonth: 0,
        basis: ['Windows client rights are per user and not priced (licensing.yaml win-client-vm)'],
      };
    case 'windows-unknown':
      return { usdPerMonth: 0, basis: [UNKNOWN_WINDOWS] };
    case 'unknown':
      return { usdPerMonth: 0, basis: ['operating system unknown: no guest licence counted'] };
    case 'none':
      return { usdPerMonth: 0, basis: [] };
  }
}

/**
 * The licence of a host filled with machines like this one, divided by their number and spread over the licence's years.
 * Grouping Windows machines on few hosts is what makes Datacenter pay; the share assumes that grouping.
 */
function windowsServer(
  demand: Demand,
  site: Site,
  sharing: Sharing,
  context: OwnedContext,
): { usdPerMonth: number; basis: readonly string[] } {
  const mode = site.cost.windowsServer;
  if (mode === 'included' || mode === 'hybrid-benefit') {
    return {
      usdPerMonth: 0,
      basis: [`Windows Server ${mode}: no further licence (sites.yaml ${site.id}.cost.windowsServer)`],
    };
  }
  const { sockets } = context.rates;
  const hostVcpu = sockets.reduce((sum, count) => sum + count, 0) * sharing.vcpuPerCore * sharing.usable;
  const machines = Math.max(1, Math.floor(hostVcpu / demand.vcpu));
  const edition = mode === 'standard' || mode === 'datacenter' ? mode : undefined;
  const licence = windowsServerHostLicence(sockets, machines, context.windows, edition);
  const years = context.costs.settings.windowsLicenceYears;
  return {
    usdPerMonth: licence.usdPerHost / machines / (years * 12),
    basis: [
      `Windows Server ${licence.edition}, ${licence.coreLicences} core licences per host shared by ${machines} such machines over ${years} years (licensing.yaml ${licence.rules.join(', ')} and listPrices, ${context.licensing.asOf})`,
    ],
  };
}
