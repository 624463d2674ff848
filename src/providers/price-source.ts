/**
 * Optional part of a provider: where its public prices are asked for. Questions are independent of each other and
 * paged; whoever asks keeps each page before it asks for the next, so that a fetch goes on where it was broken off.
 */

import type { Offer, RegionExtras } from '../core/cost/price-list.ts';

export interface PriceQuery {
  /** As the provider names them: "westeurope". At least one. */
  readonly regions: readonly string[];
  /** ISO 4217. */
  readonly currency: string;
}

export interface PriceQuestion {
  /** Unique within a query: "westeurope compute". */
  readonly id: string;
  /** First address; later ones come with the pages. */
  readonly path: string;
}

export interface PricePage {
  readonly records: readonly unknown[];
  /** Address of the next page; absent: this was the last. */
  readonly next?: string;
}

/** What sizes are made of, which a price service may not say. */
export interface SizeShape {
  readonly vcpu: number;
  readonly memoryGiB: number;
  readonly gpu?: string;
  readonly gpuCount?: number;
  readonly gen2Only?: boolean;
  readonly maxDataDisks?: number;
  readonly maxNics?: number;
}

export interface CollectedPrices {
  readonly regions: Readonly<Record<string, readonly Offer[]>>;
  readonly extras: Readonly<Record<string, RegionExtras>>;
  readonly records: number;
  /** Records that no price here is made from, by reason: "low priority", "shape not known". */
  readonly leftOut: Readonly<Record<string, number>>;
  /** Sizes with a price and without a known shape. */
  readonly withoutShape: readonly string[];
}

export interface PriceReader extends AsyncDisposable {
  read(path: string, signal: AbortSignal | undefined): Promise<PricePage>;
}

export interface PriceSource {
  /** "Azure retail prices". */
  readonly title: string;
  /** https address that is asked when no other is given. */
  readonly endpoint: string;
  questions(query: PriceQuery): readonly PriceQuestion[];
  /** `endpoint`: a mirror of the same service. Nothing is sent before the first read. */
  open(endpoint?: string): PriceReader;
  /** @param today records that are not in force on that day (YYYY-MM-DD) are left out. */
  collect(
    records: Iterable<unknown>,
    shapes: ReadonlyMap<string, SizeShape>,
    today: string,
    /** Every price is multiplied by it: US dollars for one unit of the currency that was asked in. */
    usdPerUnit: number,
  ): CollectedPrices;
}
