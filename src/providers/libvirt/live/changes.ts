/** What differs from the last read, item by item. */

import { digestOf } from '../../../core/evidence/digest.ts';
import type { InventoryMutation, ItemRef } from '../../connection.ts';
import { itemRefOf } from '../../item-ref.ts';
import type { InventoryItem } from '../../provider.ts';
import type { Given } from './session.ts';

const BATCH = 500;

export const keyOf = ({ type, id }: ItemRef): string => `${type}\u0000${id}`;

/** libvirt tells of no dependencies, the only items without one. */
export function refOf(item: InventoryItem): ItemRef {
  const ref = itemRefOf(item);
  if (ref === undefined) throw new TypeError(`an item of type ${item.type} is not told by libvirt`);
  return ref;
}

/** When it was seen, and how much memory the host uses at this moment, are no changes. */
function comparable(item: InventoryItem): unknown {
  switch (item.type) {
    case 'workload':
      return { ...item.observation, observedAt: '' };
    case 'host':
      return { ...item.host, observedBy: '', memoryUsagePct: 0 };
    case 'network':
      return { ...item.network, observedBy: '' };
    case 'datastore':
      return { ...item.datastore, observedBy: '' };
    default:
      return item;
  }
}

export function givenOf(items: readonly InventoryItem[]): ReadonlyMap<string, Given> {
  return new Map(
    items.map((item) => {
      const ref = refOf(item);
      return [keyOf(ref), { digest: digestOf(comparable(item)), ref }];
    }),
  );
}

export function* fullParts(items: readonly InventoryItem[]): Generator<InventoryMutation> {
  if (items.length === 0) yield { type: 'full', items: [] };
  for (let from = 0; from < items.length; from += BATCH) yield { type: 'full', items: items.slice(from, from + BATCH) };
}

/** Nothing when nothing has changed. */
export function* deltaParts(
  items: readonly InventoryItem[],
  now: ReadonlyMap<string, Given>,
  before: ReadonlyMap<string, Given>,
): Generator<InventoryMutation> {
  const changed = items.filter((item) => {
    const key = keyOf(refOf(item));
    return now.get(key)?.digest !== before.get(key)?.digest;
  });
  const removed = [...before].filter(([key]) => !now.has(key)).map(([, { ref }]) => ref);
  for (let from = 0; from < Math.max(changed.length, removed.length); from += BATCH) {
    yield {
      type: 'delta',
      items: changed.slice(from, from + BATCH),
      removed: removed.slice(from, from + BATCH),
    };
  }
}
