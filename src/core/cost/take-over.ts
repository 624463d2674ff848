/** Whether a new price list may stand in the place of what is in force: one with far fewer sizes does not by itself. */

import { listOfRegion, newestFirst } from './price-list.ts';
import type { PriceList } from './price-list.ts';

export interface FewerSizes {
  readonly region: string;
  readonly sizes: number;
  /** Id of the list in force there, and how many sizes that has. */
  readonly inForce: string;
  readonly inForceSizes: number;
}

/** Fewer than this share of what is in force is far fewer. */
const LEAST_SHARE = 0.5;

/** Regions of the version in force that a new version of the same list has far fewer sizes for, or none at all. */
export function shrunkRegions(list: PriceList, current: PriceList): readonly FewerSizes[] {
  return Object.keys(current.regions)
    .sort()
    .flatMap((region) => compared(list, current, region));
}

/** Regions where sites that name no list are priced from another one now, which has far more sizes. */
export function heldBackRegions(
  list: PriceList,
  inForce: readonly PriceList[],
  builtIn: PriceList,
): readonly FewerSizes[] {
  const lists = [...newestFirst(inForce), builtIn];
  return Object.keys(list.regions)
    .sort()
    .flatMap((region) => {
      const now = listOfRegion(lists, region);
      return now === undefined || now.id === list.id ? [] : compared(list, now, region);
    });
}

function compared(list: PriceList, other: PriceList, region: string): FewerSizes[] {
  const sizes = list.regions[region]?.length ?? 0;
  const inForceSizes = other.regions[region]?.length ?? 0;
  return sizes >= inForceSizes * LEAST_SHARE ? [] : [{ region, sizes, inForce: other.id, inForceSizes }];
}
