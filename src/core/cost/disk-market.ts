/** Disks for sale in a region: ladders of fixed tiers, and disks whose size and performance are bought apart. */

import type { Catalog } from '../catalog/catalog.ts';
import type { PriceList } from './price-list.ts';

export interface DiskTier {
  readonly class: string;
  readonly tier: string;
  readonly sizeGiB: number;
  readonly usdPerMonth: number;
  /** What one disk of the tier gives, without bursts. MB are 10^6 bytes. */
  readonly iops: number;
  readonly mbPerSecond: number;
  /** Where the price is from: "catalog/azure-prices.yaml disks" or a price list. */
  readonly from: string;
  readonly asOf: string;
  readonly conf: string;
}

export interface ProvisionedDisk {
  readonly class: string;
  readonly usdPerGiBMonth: number;
  readonly usdPerIopsMonth: number;
  readonly usdPerMbPerSecondMonth: number;
  readonly freeIops: number;
  readonly freeMbPerSecond: number;
  readonly iopsPerGiB: number;
  readonly mostIops: number;
  readonly mbPerSecondPerIops: number;
  readonly mostMbPerSecond: number;
  readonly mostGiB: number;
  readonly from: string;
  readonly asOf: string;
  readonly conf: string;
}

export interface DiskMarket {
  /** By class, smallest first. */
  readonly ladders: ReadonlyMap<string, readonly DiskTier[]>;
  readonly provisioned: ReadonlyMap<string, ProvisionedDisk>;
}

const CATALOGUE = 'catalog/azure-prices.yaml';

/** Sizes and performance from the catalogue; prices of the list where it has them for the region. */
export function diskMarket(catalog: Pick<Catalog, 'azure-prices'>, list?: PriceList, region?: string): DiskMarket {
  const file = catalog['azure-prices'];
  const extras = region === undefined ? undefined : list?.extras?.[region];
  const listed = { from: `price list ${list?.id ?? ''}`, asOf: list?.asOf ?? '', conf: 'list' };
  const ladders = new Map<string, DiskTier[]>();
  for (const { source: _, class: diskClass, ...row } of file.disks) {
    const price = extras?.diskUsdPerMonth?.[row.tier];
    const tier =
      price === undefined ? { ...row, from: `${CATALOGUE} disks` } : { ...row, usdPerMonth: price, ...listed };
    const ladder = ladders.get(diskClass);
    if (ladder === undefined) ladders.set(diskClass, [{ class: diskClass, ...tier }]);
    else ladder.push({ class: diskClass, ...tier });
  }
  for (const ladder of ladders.values()) ladder.sort((a, b) => a.sizeGiB - b.sizeGiB);
  const provisioned = new Map<string, ProvisionedDisk>();
  for (const { source: _, ...row } of file.provisionedDisks) {
    const prices = extras?.provisionedDisks?.[row.class];
    provisioned.set(row.class, {
      ...row,
      from: `${CATALOGUE} provisionedDisks`,
      ...(prices === undefined ? {} : { ...prices, ...listed }),
    });
  }
  return { ladders, provisioned };
}
