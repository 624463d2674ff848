/** What changed among places, and whether machines' facts are made of it. */

import { digestOf } from '../../../core/evidence/digest.ts';
import type { InventoryMutation } from '../../connection.ts';
import { itemRefOf } from '../../item-ref.ts';
import type { InventoryItem } from '../../provider.ts';
import { signOf } from '../changes.ts';
import { PLACE_SPECS } from '../paths.ts';
import type { Places } from './places.ts';

/** Places as they were handed out, by id. */
export type PlaceBook = ReadonlyMap<string, { readonly item: InventoryItem; readonly digest: string }>;

/** Items of one mutation. */
const MOST_ITEMS = 1000;

export const placeBook = (items: readonly InventoryItem[]): PlaceBook =>
  new Map(items.map((item) => [itemRefOf(item)?.id ?? '', { item, digest: digestOf(undated(item)) }]));

/** Names, nesting and cluster settings: what machines' facts are made of. Sizes and states of places are not. */
export function facing(places: Places): string {
  const types = PLACE_SPECS.map(({ type }) => type);
  const known = [...types, 'OpaqueNetwork', 'VmwareDistributedVirtualSwitch'];
  return digestOf(
    places
      .ofType(...known)
      .map(({ ref, properties }) => [
        ref.value,
        signOf({ ref: { ...ref, type: 'Folder' }, properties }).digest,
        properties.has('configurationEx')
          ? signOf({ ref: { ...ref, type: 'ClusterComputeResource' }, properties }).digest
          : '',
      ]),
  );
}

export function* placeDelta(before: PlaceBook, after: PlaceBook): Generator<InventoryMutation> {
  const items = [...after].filter(([id, { digest }]) => before.get(id)?.digest !== digest).map(([, { item }]) => item);
  const removed = [...before].filter(([id]) => !after.has(id)).flatMap(([, { item }]) => itemRefOf(item) ?? []);
  for (const part of parted(items)) if (part.length > 0) yield { type: 'delta', items: part, removed: [] };
  if (removed.length > 0) yield { type: 'delta', items: [], removed };
}

/** When it was seen says nothing about whether it changed. */
function undated(item: InventoryItem): unknown {
  return JSON.parse(JSON.stringify(item, (key, value: unknown) => (key === 'observedAt' ? undefined : value)));
}

/** Parts of bounded size; one empty part for nothing. */
export function parted<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  for (let at = 0; at < all.length; at += MOST_ITEMS) parts.push(all.slice(at, at + MOST_ITEMS));
  return parts.length === 0 ? [[]] : parts;
}
