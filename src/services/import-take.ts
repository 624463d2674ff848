/** One item that a source stated, into what is kept of that source. */

import { identityRowOf } from '../core/model/identity-row.ts';
import type { InventoryItem } from '../providers/provider.ts';
import type { ChangingObservations } from '../store/observation-changes.ts';
import type { guestOsResolver } from './merge-stream.ts';

export function takeItem(
  item: InventoryItem,
  observations: ChangingObservations,
  withGuestOs: ReturnType<typeof guestOsResolver>,
): Promise<void> | undefined {
  switch (item.type) {
    case 'workload':
      // The row tells machines apart by their settled system; the observation is kept as the source gave it.
      return observations.put(item.observation, identityRowOf(withGuestOs(item.observation)));
    case 'host':
      return observations.putEntity({ kind: 'host', doc: item.host });
    case 'cluster':
      return observations.putEntity({ kind: 'cluster', doc: item.cluster });
    case 'network':
      return observations.putEntity({ kind: 'network', doc: item.network });
    case 'datastore':
      return observations.putEntity({ kind: 'datastore', doc: item.datastore });
    case 'dependency':
      return observations.putEntity({ kind: 'dependency', doc: item.dependency });
  }
}
