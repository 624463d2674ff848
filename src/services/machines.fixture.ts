/** A source of machines for tests: names and addresses, read as a file. */

import { digestText } from '../core/evidence/digest.ts';
import { observationOf } from '../core/model/workload.fixture.ts';
import type { WorkloadFacts } from '../core/model/workload.ts';
import type { InventoryItem, Provider } from '../providers/provider.ts';

export interface Machine {
  readonly name: string;
  readonly nativeId?: string;
  readonly address: string;
  readonly facts?: WorkloadFacts;
}

const uuidOf = (address: string): string =>
  `42000000-0000-0000-0000-${address
    .split('.')
    .map((part) => part.padStart(3, '0'))
    .join('')}`;

export function inventory(machines: readonly Machine[]): Provider {
  return {
    kind: 'vc',
    title: 'vc',
    precedence: 100,
    supplies: {},
    file: {
      accepts: '',
      extensions: [],
      async read({ sourceId, fileName, onItem, observedAt }) {
        const items = machines.map(({ name, nativeId = `vm-${name}`, address, facts }): InventoryItem => ({
          type: 'workload',
          observation: observationOf(
            sourceId,
            nativeId,
            { biosUuid: uuidOf(address), macAddresses: [`00:50:56:00:00:${address.split('.')[3]?.padStart(2, '0')}`] },
            { name, platform: 'vsphere', powerState: 'on', ipAddresses: [address], ...facts },
            { scope: 'vc' },
          ),
        }));
        await onItem(items);
        return {
          providerKind: 'vc',
          fileName,
          sha256: digestText(JSON.stringify(machines)),
          sizeBytes: 1,
          observedAt,
          parts: [],
          counts: { workloads: items.length },
          missing: [],
          issueCounts: { error: 0, warning: 0, info: 0 },
          skippedRows: 0,
          bytesSent: 0,
        };
      },
    },
  };
}
