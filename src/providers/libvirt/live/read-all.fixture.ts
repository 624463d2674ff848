/** Connecting and reading for tests, with everything that was said kept. */

import { libvirtProvider } from '../provider.ts';
import type { Connection, InventoryMutation, ItemRef, ReadEnd, Settings } from '../../connection.ts';
import type { ImportIssue, InventoryItem } from '../../provider.ts';
import type { WorkloadObservation } from '../../../core/model/workload.ts';

// Daemons of tests listen in folders of their own.
process.env['ISTHMUS_LIBVIRT_SOCKETS'] = 'allow';

export interface Heard {
  readonly types: readonly InventoryMutation['type'][];
  readonly items: readonly InventoryItem[];
  readonly machines: readonly WorkloadObservation[];
  readonly removed: readonly ItemRef[];
  readonly issues: readonly ImportIssue[];
  readonly end: ReadEnd;
}

export async function connectTo(
  settings: Settings,
  secrets: Readonly<Record<string, string>> = {},
  signal?: AbortSignal,
): Promise<Connection> {
  const connection = await libvirtProvider.live?.connect({
    sourceId: 'source-1',
    settings,
    secrets,
    clock: () => new Date('2026-11-22T00:00:00Z'),
    ...(signal !== undefined && { signal }),
  });
  if (connection === undefined) throw new Error('no live facet');
  return connection;
}

export async function readAll(connection: Connection, last?: Heard, signal?: AbortSignal): Promise<Heard> {
  const issues: ImportIssue[] = [];
  const mutations: InventoryMutation[] = [];
  const cursor = last?.end.cursor?.value;
  const reading = connection.inventory?.read({
    onIssue: (issue) => void issues.push(issue),
    ...(cursor !== undefined && { cursor }),
    ...(signal !== undefined && { signal }),
  });
  for (;;) {
    const next = await reading?.next();
    if (next === undefined) throw new Error('no inventory facet');
    if (next.done === true) {
      const items = mutations.flatMap((mutation) => mutation.items);
      return {
        types: mutations.map(({ type }) => type),
        items,
        machines: items.flatMap((item) => (item.type === 'workload' ? [item.observation] : [])),
        removed: mutations.flatMap((mutation) => (mutation.type === 'delta' ? mutation.removed : [])),
        issues,
        end: next.value,
      };
    }
    mutations.push(next.value);
  }
}
