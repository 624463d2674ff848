/** A versioned price list: what each size costs in each region, with source and date. Plain data, ready to be stored. */

import type { Catalog } from '../catalog/catalog.ts';
import { digestOf } from '../evidence/digest.ts';

export interface Offer {
  readonly size: string;
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly usdPerHour: number;
  readonly gpu?: string;
  /** May be a fraction of a device. */
  readonly gpuCount?: number;
  /** Per hour; absent: the list does not say. Committed prices are for one and three years, without prepayment discounts. */
  readonly spotUsdPerHour?: number;
  readonly reserved1yUsdPerHour?: number;
  readonly reserved3yUsdPerHour?: number;
  readonly savingsPlan1yUsdPerHour?: number;
  readonly savingsPlan3yUsdPerHour?: number;
  /** On demand with the Windows Server licence included. */
  readonly windowsUsdPerHour?: number;
  /** Does not start a first-generation (BIOS) machine. */
  readonly gen2Only?: boolean;
}

export interface DiskTier {
  readonly class: string;
  readonly tier: string;
  readonly sizeGiB: number;
  readonly usdPerMonth: number;
  readonly asOf: string;
  readonly conf: string;
}

export interface PriceList {
  readonly id: string;
  readonly name: string;
  readonly currency: 'USD';
  /** Day the prices were read from their source. */
  readonly asOf: string;
  readonly source: string;
  /** SHA-256 over the imported file's bytes, or over the catalogue record for the built-in list. */
  readonly digest: string;
  readonly builtIn: boolean;
  /** Linux, on demand; offers of a region are sorted by price, then size name. */
  readonly regions: Readonly<Record<string, readonly Offer[]>>;
}

/** Figures that compute lists do not carry, from the catalogue. */
export interface Surcharges {
  readonly windowsUsdPerVcpuHour: number;
  readonly windowsBasis: string;
  /** Tiers by disk class, smallest first. */
  readonly disks: ReadonlyMap<string, readonly DiskTier[]>;
}

export function compareOffers(a: Offer, b: Offer): number {
  return a.usdPerHour - b.usdPerHour || (a.size < b.size ? -1 : a.size > b.size ? 1 : 0);
}

/** The example list of the catalogue as a price list, so that a first placement needs no import. */
export function builtInPriceList(catalog: Pick<Catalog, 'azure-prices'>): PriceList {
  const file = catalog['azure-prices'];
  const regions: Record<string, Offer[]> = {};
  for (const [column, region] of file.regions.entries()) {
    const offers: Offer[] = [];
    for (const row of file.sizes) {
      const usdPerHour = row.usdPerHour[column];
      if (usdPerHour === null || usdPerHour === undefined) continue;
      const { usdPerHour: _all, ...size } = row;
      offers.push({ ...size, usdPerHour });
    }
    regions[region] = offers.sort(compareOffers);
  }
  return {
    id: file.list.id,
    name: file.list.name,
    currency: 'USD',
    asOf: file.list.asOf,
    source: file.sources['retail']?.ref ?? String(file.list.source),
    digest: digestOf(file),
    builtIn: true,
    regions,
  };
}

export function surchargesOf(catalog: Pick<Catalog, 'azure-prices'>): Surcharges {
  const file = catalog['azure-prices'];
  const disks = new Map<string, DiskTier[]>();
  for (const row of file.disks) {
    const { class: diskClass, tier, sizeGiB, usdPerMonth, asOf, conf } = row;
    const ladder = disks.get(diskClass) ?? [];
    ladder.push({ class: diskClass, tier, sizeGiB, usdPerMonth, asOf, conf });
    disks.set(diskClass, ladder);
  }
  for (const ladder of disks.values()) ladder.sort((a, b) => a.sizeGiB - b.sizeGiB);
  const windows = file.windowsServer;
  return {
    windowsUsdPerVcpuHour: windows.usdPerVcpuHour,
    windowsBasis: `Windows Server pay-as-you-go ${windows.usdPerVcpuHour} USD per vCPU and hour (catalog/azure-prices.yaml windowsServer, ${windows.asOf}, ${windows.conf})`,
    disks,
  };
}
