/** A versioned price list: what each size costs in each region, with source and date. Plain data, ready to be stored. */

import type { Catalog } from '../catalog/catalog.ts';
import { digestOf } from '../evidence/digest.ts';

export interface Offer {
  readonly size: string;
  readonly vcpu: number;
  readonly memoryGiB: number;
  /** On demand, without a guest licence. */
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
  /** Limits the list itself states; they come before those of the catalogue. */
  readonly maxDataDisks?: number;
  readonly maxNics?: number;
}

/** Of one region, from a list that carries more than compute. What is absent is taken from the catalogue. */
export interface RegionExtras {
  /** By tier name: { P10: 19.71 }. */
  readonly diskUsdPerMonth?: Readonly<Record<string, number>>;
  /** By class of disks whose performance is bought apart. */
  readonly provisionedDisks?: Readonly<Record<string, ProvisionedPrices>>;
  /** From so many GiB a month on; ascending. */
  readonly internetEgress?: readonly EgressTier[];
  readonly otherRegionUsdPerGiB?: number;
  readonly publicIpUsdPerHour?: number;
}

export interface ProvisionedPrices {
  readonly usdPerGiBMonth: number;
  readonly usdPerIopsMonth: number;
  readonly usdPerMbPerSecondMonth: number;
}

export interface EgressTier {
  readonly fromGiB: number;
  readonly usdPerGiB: number;
}

export interface PriceList {
  readonly id: string;
  readonly name: string;
  readonly currency: 'USD';
  /** Day the prices were read from their source. */
  readonly asOf: string;
  readonly source: string;
  /** SHA-256 over the imported file's bytes, or over the content for a list that was put together. */
  readonly digest: string;
  readonly builtIn: boolean;
  /** Offers of a region are sorted by price on demand, then size name. */
  readonly regions: Readonly<Record<string, readonly Offer[]>>;
  readonly extras?: Readonly<Record<string, RegionExtras>>;
  /** Regions it has far fewer sizes for than the list in force had: only sites that name it are priced from it there. */
  readonly heldBack?: readonly string[];
}

/** The list sites of a region are priced from when they name none: `lists` newest first, the built-in one last. */
export const listOfRegion = (lists: readonly PriceList[], region: string): PriceList | undefined =>
  lists.find((list) => list.regions[region] !== undefined && list.heldBack?.includes(region) !== true);

export const newestFirst = (lists: readonly PriceList[]): PriceList[] =>
  lists.toSorted((a, b) => (a.asOf < b.asOf ? 1 : a.asOf > b.asOf ? -1 : a.id < b.id ? -1 : 1));

export function compareOffers(a: Offer, b: Offer): number {
  return a.usdPerHour - b.usdPerHour || (a.size < b.size ? -1 : a.size > b.size ? 1 : 0);
}

const HOURS_PER_YEAR = 8760;

/** The example list of the catalogue as a price list, so that a first placement needs no import. */
export function builtInPriceList(catalog: Pick<Catalog, 'azure-prices'>): PriceList {
  const file = catalog['azure-prices'];
  const committed = new Map(file.committed.map((row) => [`${row.region} ${row.size}`, row]));
  const regions: Record<string, Offer[]> = {};
  for (const [column, region] of file.regions.entries()) {
    const offers: Offer[] = [];
    for (const row of file.sizes) {
      const usdPerHour = row.usdPerHour[column];
      if (usdPerHour === null || usdPerHour === undefined) continue;
      const { usdPerHour: _all, ...size } = row;
      const own = committed.get(`${region} ${row.size}`);
      offers.push({ ...size, usdPerHour, ...(own === undefined ? {} : committedPrices(own)) });
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

/** Reservations are sold by the term. */
function committedPrices(row: Catalog['azure-prices']['committed'][number]): Partial<Offer> {
  const { reserved1yUsd, reserved3yUsd, savingsPlan1yUsdPerHour, savingsPlan3yUsdPerHour } = row;
  return {
    ...(reserved1yUsd !== undefined && { reserved1yUsdPerHour: reserved1yUsd / HOURS_PER_YEAR }),
    ...(reserved3yUsd !== undefined && { reserved3yUsdPerHour: reserved3yUsd / (3 * HOURS_PER_YEAR) }),
    ...(savingsPlan1yUsdPerHour !== undefined && { savingsPlan1yUsdPerHour }),
    ...(savingsPlan3yUsdPerHour !== undefined && { savingsPlan3yUsdPerHour }),
  };
}
