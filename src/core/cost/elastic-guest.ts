/** The guest licence of a machine that is bought by size: rented with it, or brought along. */

import type { Catalog } from '../catalog/catalog.ts';
import { licenceParam } from '../catalog/licensing.ts';
import type { Licensing } from '../catalog/licensing.ts';
import { HOURS_PER_MONTH } from '../model/units.ts';
import type { Site } from '../policy/site.ts';
import type { Demand } from './demand.ts';
import type { Offer } from './price-list.ts';
import { linuxSubscription, UNKNOWN_WINDOWS } from './quote.ts';

export interface WindowsRate {
  readonly usdPerVcpuHour: number;
  readonly asOf: string;
  readonly conf: string;
}

export function windowsRate(catalog: Pick<Catalog, 'azure-prices'>): WindowsRate {
  const { usdPerVcpuHour, asOf, conf } = catalog['azure-prices'].windowsServer;
  return { usdPerVcpuHour, asOf, conf };
}

export interface GuestPrice {
  readonly kind: 'none' | 'windows-rented' | 'windows-own' | 'linux-rented' | 'linux-own' | 'not-priced';
  readonly usdPerMonth: number;
  readonly conf: string;
  /** Settings without which it has no price; it is counted as nothing meanwhile. */
  readonly asks: readonly string[];
  readonly basis: readonly string[];
}

/** Windows Server is rented here unless the site says that licences are brought along. */
export function rentsWindows(demand: Demand, site: Site): boolean {
  return demand.licence === 'windows-server' && (site.cost.windowsServer ?? 'pay-as-you-go') === 'pay-as-you-go';
}

/** Per hour: what the list says of the size, or else the rate per vCPU. */
export function windowsUsdPerHour(offer: Offer, rate: WindowsRate): number {
  return offer.windowsUsdPerHour === undefined
    ? rate.usdPerVcpuHour * offer.vcpu
    : Math.max(0, offer.windowsUsdPerHour - offer.usdPerHour);
}

const NOTHING = { usdPerMonth: 0, conf: 'list', asks: [] } as const;

export function guestPrice(
  demand: Demand,
  site: Site,
  offer: Offer,
  { licensing, windows, listId }: { licensing: Licensing; windows: WindowsRate; listId: string },
): GuestPrice {
  switch (demand.licence) {
    case 'windows-server': {
      if (rentsWindows(demand, site)) {
        const usdPerMonth = windowsUsdPerHour(offer, windows) * HOURS_PER_MONTH;
        const basis =
          offer.windowsUsdPerHour === undefined
            ? `Windows Server pay-as-you-go ${windows.usdPerVcpuHour} USD per vCPU and hour (catalog/azure-prices.yaml windowsServer, ${windows.asOf}, ${windows.conf}) × ${offer.vcpu} vCPU × ${HOURS_PER_MONTH} h`
            : `Windows Server pay-as-you-go: ${offer.windowsUsdPerHour} less ${offer.usdPerHour} USD per hour (price list ${listId}) × ${HOURS_PER_MONTH} h`;
        const conf = offer.windowsUsdPerHour === undefined ? windows.conf : 'list';
        return { kind: 'windows-rented', usdPerMonth, conf, asks: [], basis: [basis] };
      }
      const cores = Math.max(licenceParam(licensing, 'ahb-vm', 'minCoresPerVm'), offer.vcpu);
      const basis = `Windows Server ${site.cost.windowsServer ?? ''}: ${cores} own core licences with Software Assurance, charged at the Linux rate (licensing.yaml ahb-vm, sites.yaml ${site.id}.cost.windowsServer)`;
      return { ...NOTHING, kind: 'windows-own', basis: [basis] };
    }
    case 'commercial-linux': {
      if (site.cost.linuxSubscription === 'hybrid-benefit') {
        const basis = `Linux subscription of your own is brought along (licensing.yaml rhel-cloud, sites.yaml ${site.id}.cost.linuxSubscription)`;
        return { ...NOTHING, kind: 'linux-own', basis: [basis] };
      }
      const asks =
        site.cost.linuxSubscriptionUsdPerVmMonth === undefined
          ? [`sites.yaml ${site.id}.cost.linuxSubscriptionUsdPerVmMonth`]
          : [];
      return { kind: 'linux-rented', conf: 'list', asks, ...linuxSubscription(site) };
    }
    case 'windows-client':
      return {
        ...NOTHING,
        kind: 'not-priced',
        basis: ['Windows client rights are per user and not priced (licensing.yaml win-client-vm)'],
      };
    case 'windows-unknown':
      return { ...NOTHING, kind: 'not-priced', basis: [UNKNOWN_WINDOWS] };
    case 'unknown':
      return { ...NOTHING, kind: 'not-priced', basis: ['operating system unknown: no guest licence counted'] };
    case 'none':
      return { ...NOTHING, kind: 'none', basis: [] };
  }
}
