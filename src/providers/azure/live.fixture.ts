/** Reading from the stub, for tests: connects, reads to the end, and keeps what was said. */

import type { ArmStub } from '../../../test/support/arm-stub.ts';
import type { Cluster, Datastore, Host, Network } from '../../core/model/estate.ts';
import type { WorkloadObservation } from '../../core/model/workload.ts';
import type { ConnectionIdentity, ReadEnd, Settings } from '../connection.ts';
import type { ImportIssue, InventoryItem } from '../provider.ts';
import { azureConnector } from './connect.ts';
import type { ConnectorParts } from './connect.ts';

export interface Said {
  readonly identity: ConnectionIdentity;
  readonly items: readonly InventoryItem[];
  readonly issues: readonly ImportIssue[];
  readonly end: ReadEnd;
  readonly machine: (name: string) => WorkloadObservation;
  readonly machines: readonly string[];
  readonly hosts: readonly Host[];
  readonly clusters: readonly Cluster[];
  readonly networks: readonly Network[];
  readonly datastores: readonly Datastore[];
}

/** Pauses are noted and not waited for. */
export async function readStub(
  stub: ArmStub,
  settings: Settings = {},
  parts: ConnectorParts = {},
  secrets: Readonly<Record<string, string>> = { clientSecret: stub.clientSecret },
): Promise<Said> {
  const connector = azureConnector({ ...parts, client: { pause: () => Promise.resolve(), ...parts.client } });
  await using connection = await connector.connect({
    sourceId: 'source-1',
    settings: { ...stub.settings, ...settings },
    secrets,
    clock: () => new Date('2026-11-22T00:00:00Z'),
  });
  const issues: ImportIssue[] = [];
  const items: InventoryItem[] = [];
  const reading = connection.inventory?.read({ onIssue: (issue) => void issues.push(issue) });
  if (reading === undefined) throw new TypeError('no inventory');
  for (;;) {
    const next = await reading.next();
    if (next.done === true) return saidOf(connection.identity, items, issues, next.value);
    items.push(...next.value.items);
  }
}

export function saidOf(
  identity: ConnectionIdentity,
  items: readonly InventoryItem[],
  issues: readonly ImportIssue[],
  end: ReadEnd,
): Said {
  const observations = items.flatMap((item) => (item.type === 'workload' ? [item.observation] : []));
  return {
    identity,
    items,
    issues,
    end,
    machines: observations.map(({ facts }) => facts.name ?? ''),
    machine: (name) => {
      const found = observations.find(({ facts }) => facts.name === name);
      if (found === undefined) throw new TypeError(`no machine ${name}`);
      return found;
    },
    hosts: items.flatMap((item) => (item.type === 'host' ? [item.host] : [])),
    clusters: items.flatMap((item) => (item.type === 'cluster' ? [item.cluster] : [])),
    networks: items.flatMap((item) => (item.type === 'network' ? [item.network] : [])),
    datastores: items.flatMap((item) => (item.type === 'datastore' ? [item.datastore] : [])),
  };
}
