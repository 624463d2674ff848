/** Rows of a price file turned into a price list, by header name. What cannot be used is counted, with the reason. */

import { compareOffers } from './price-list.ts';
import type { Offer, PriceList } from './price-list.ts';

/** Header names in lower case; the first of each list is the one to write. */
const COLUMNS = {
  size: ['instancetype', 'armskuname', 'size'],
  vcpu: ['vcpus', 'vcpu'],
  memoryGiB: ['memorygib', 'memory'],
  price: ['price', 'usdperhour'],
  region: ['region', 'armregionname'],
  gpu: ['acceleratorname', 'gpu'],
  gpuCount: ['acceleratorcount', 'gpucount'],
  generation: ['generation'],
  spot: ['spotprice', 'spotusdperhour'],
  reserved1y: ['reserved1yusdperhour'],
  reserved3y: ['reserved3yusdperhour'],
  savingsPlan1y: ['savingsplan1yusdperhour'],
  savingsPlan3y: ['savingsplan3yusdperhour'],
  windows: ['windowsusdperhour'],
  maxDataDisks: ['maxdatadisks', 'maxdatadiskcount'],
  maxNics: ['maxnics', 'maxnetworkinterfaces'],
} as const;

export type PriceColumn = keyof typeof COLUMNS;
const REQUIRED: readonly PriceColumn[] = ['size', 'vcpu', 'memoryGiB', 'price', 'region'];
export const PRICE_COLUMNS = Object.keys(COLUMNS) as readonly PriceColumn[];

/** Position of each column, -1 when absent; undefined when a required one is missing: this row is not the header. */
export function priceColumns(header: readonly (string | undefined)[]): readonly number[] | undefined {
  const names = header.map((text) => text?.trim().toLowerCase());
  const at = (column: PriceColumn): number => {
    for (const name of COLUMNS[column]) if (names.includes(name)) return names.indexOf(name);
    return -1;
  };
  return REQUIRED.every((column) => at(column) >= 0) ? PRICE_COLUMNS.map(at) : undefined;
}

export interface RefusedRow {
  readonly row: number;
  readonly message: string;
}

/** How many refused rows are kept with their reason; the rest are counted. */
const MOST_REFUSED = 20;

export class PriceRows {
  rows = 0;
  refusedCount = 0;
  /** Rows that price an attachable accelerator alone: no size to place on. */
  acceleratorOnly = 0;
  /** Same size and region again (zones): the cheapest is kept. */
  repeated = 0;
  readonly refused: RefusedRow[] = [];
  readonly #regions = new Map<string, Map<string, Offer>>();

  /** Texts as the file has them; numbers may be "12" or "12.0". Spot-only and free rows are refused. */
  add(row: number, cells: Readonly<Partial<Record<PriceColumn, string>>>): void {
    this.rows += 1;
    const size = cells.size?.trim() ?? '';
    const region = cells.region?.trim() ?? '';
    if (size === '') {
      this.acceleratorOnly += 1;
      return;
    }
    const vcpu = numberOf(cells.vcpu);
    const memoryGiB = numberOf(cells.memoryGiB);
    const usdPerHour = numberOf(cells.price);
    if (region === '') return this.#reject(row, `${size} has no region`);
    if (!(vcpu > 0)) return this.#reject(row, `${size}: vCPUs "${cells.vcpu ?? ''}" is not a number above 0`);
    if (!(memoryGiB > 0))
      return this.#reject(row, `${size}: MemoryGiB "${cells.memoryGiB ?? ''}" is not a number above 0`);
    if (!(usdPerHour > 0)) return this.#reject(row, `${size}: Price "${cells.price ?? ''}" is not a number above 0`);
    const absurd = absurdityOf({ vcpu, memoryGiB, usdPerHour }, cells);
    if (absurd !== undefined) return this.#reject(row, `${size}: ${absurd}`);
    const gpu = cells.gpu?.trim() ?? '';
    const gpuCount = numberOf(cells.gpuCount);
    const offer: Offer = {
      size,
      vcpu,
      memoryGiB,
      usdPerHour,
      ...(gpu === '' ? {} : { gpu, gpuCount: gpuCount > 0 ? gpuCount : 1 }),
      ...(cells.generation?.trim() === 'V2' ? { gen2Only: true } : {}),
      ...furtherPrices(cells),
    };
    this.#keepCheapest(region, offer);
  }

  #keepCheapest(region: string, offer: Offer): void {
    let offers = this.#regions.get(region);
    if (offers === undefined) this.#regions.set(region, (offers = new Map()));
    const known = offers.get(offer.size);
    if (known !== undefined) this.repeated += 1;
    if (known === undefined || offer.usdPerHour < known.usdPerHour) offers.set(offer.size, offer);
  }

  /** A row the reader could not take apart. */
  refuse(row: number, message: string): void {
    this.rows += 1;
    this.#reject(row, message);
  }

  #reject(row: number, message: string): void {
    this.refusedCount += 1;
    if (this.refused.length < MOST_REFUSED) this.refused.push({ row, message });
  }

  get offers(): number {
    let count = 0;
    for (const offers of this.#regions.values()) count += offers.size;
    return count;
  }

  /** The list: regions and offers in a fixed order, so that the same file gives the same bytes. */
  toList(about: Pick<PriceList, 'id' | 'name' | 'asOf' | 'source' | 'digest'>): PriceList {
    const regions: Record<string, readonly Offer[]> = {};
    for (const region of [...this.#regions.keys()].sort()) {
      regions[region] = [...(this.#regions.get(region)?.values() ?? [])].sort(compareOffers);
    }
    return { ...about, currency: 'USD', builtIn: false, regions };
  }
}

/** An empty or unreadable figure of these is none: on-demand stands without them. Spot of 0 means "not sold". */
const FURTHER: readonly (readonly [PriceColumn, keyof Offer])[] = [
  ['spot', 'spotUsdPerHour'],
  ['reserved1y', 'reserved1yUsdPerHour'],
  ['reserved3y', 'reserved3yUsdPerHour'],
  ['savingsPlan1y', 'savingsPlan1yUsdPerHour'],
  ['savingsPlan3y', 'savingsPlan3yUsdPerHour'],
  ['windows', 'windowsUsdPerHour'],
];

function furtherPrices(cells: Readonly<Partial<Record<PriceColumn, string>>>): Partial<Offer> {
  const found: Record<string, number> = {};
  for (const [column, field] of FURTHER) {
    const value = numberOf(cells[column]);
    if (value > 0) found[field] = value;
  }
  const disks = numberOf(cells.maxDataDisks);
  if (Number.isInteger(disks)) found['maxDataDisks'] = disks;
  const nics = numberOf(cells.maxNics);
  if (Number.isInteger(nics) && nics > 0) found['maxNics'] = nics;
  return found;
}

/** Past what any provider sells; a figure above is a slip of the unit or of the column. */
const MOST = { vcpu: 10_000, memoryGiB: 1_000_000, usdPerHour: 100_000 } as const;

function absurdityOf(
  { vcpu, memoryGiB, usdPerHour }: Pick<Offer, 'vcpu' | 'memoryGiB' | 'usdPerHour'>,
  cells: Readonly<Partial<Record<PriceColumn, string>>>,
): string | undefined {
  if (vcpu > MOST.vcpu) return `vCPUs ${vcpu} is more than ${MOST.vcpu}. Check that the column counts vCPUs.`;
  if (memoryGiB > MOST.memoryGiB)
    return `MemoryGiB ${memoryGiB} is more than ${MOST.memoryGiB}. Write GiB, not MiB or bytes.`;
  if (usdPerHour > MOST.usdPerHour)
    return `Price ${usdPerHour} is more than ${MOST.usdPerHour} USD an hour. Write US dollars for one hour.`;
  if (numberOf(cells.spot) > usdPerHour)
    return `SpotPrice ${cells.spot?.trim()} is above Price ${usdPerHour}. Swap the columns, or leave SpotPrice empty.`;
  for (const [column] of FURTHER) {
    if (numberOf(cells[column]) > MOST.usdPerHour)
      return `${column} ${cells[column]?.trim()} is more than ${MOST.usdPerHour} USD an hour. Write US dollars for one hour.`;
  }
  return undefined;
}

function numberOf(text: string | undefined): number {
  const trimmed = text?.trim() ?? '';
  return /^\d+(\.\d+)?([eE][+-]?\d+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}
