/** What an item is known by when it is gone: the same for every provider that tells of changes. */

import type { ItemRef } from './connection.ts';
import type { InventoryItem } from './provider.ts';

/** Undefined for a dependency: it goes with its ends, or with a whole listing. */
export function itemRefOf(item: InventoryItem): ItemRef | undefined {
  switch (item.type) {
    case 'workload': {
      const { nativeId, scope } = item.observation;
      return { type: 'workload', id: nativeId, ...(scope !== undefined && { scope }) };
    }
    case 'host':
      return { type: 'host', id: item.host.id };
    case 'cluster':
      return { type: 'cluster', id: item.cluster.id };
    case 'network':
      return { type: 'network', id: item.network.id };
    case 'datastore':
      return { type: 'datastore', id: item.datastore.id };
    case 'dependency':
      return undefined;
  }
}
