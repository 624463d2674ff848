/** A platform of a few lines for tests of syncing: it lists what the test puts into it, and fails when it is told to. */

import type { Connection, InventoryMutation, ReadEnd, ReadRequest } from '../../src/providers/connection.ts';
import type { WorkloadKind } from '../../src/core/model/workload.ts';
import type { InventoryItem, Provider } from '../../src/providers/provider.ts';
import type { OwnedContext } from '../../src/services/context.ts';

export interface FakePlatform {
  /** Names of its machines. */
  machines: string[];
  instanceId: string;
  /** Thrown by the next connect or read. */
  failConnect?: Error;
  failRead?: Error;
  /** Changes since the last read, given to a connection that kept its cursor. */
  cursor: 'none' | 'connection' | 'lasting';
  changes: { put: string[]; removed: string[] };
  connects: number;
  reads: { readonly mode: 'full' | 'delta'; readonly cursor: string | undefined }[];
  closed: number;
  /** Rights its account lacks. */
  lacking?: { readonly right: string; readonly cost: string }[];
  /** What connect was handed. */
  secrets: Readonly<Record<string, string>>;
  /** Waited for before the first batch. */
  gate?: Promise<void>;
  memory: Record<string, number>;
  /** What its machines are when they are no VMs. */
  kinds?: Record<string, WorkloadKind>;
  hosts?: string[];
  /** What it says that it could not list. */
  missing?: ReadEnd['missing'];
}

export function fakePlatform(machines: number | readonly string[] = 3): FakePlatform {
  const names = typeof machines === 'number' ? machineNames(machines) : [...machines];
  return {
    machines: names,
    instanceId: 'fake-1',
    cursor: 'none',
    changes: { put: [], removed: [] },
    connects: 0,
    reads: [],
    closed: 0,
    secrets: {},
    memory: {},
  };
}

export const machineNames = (count: number, prefix = 'vm'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(4, '0')}`);

export function fakeProvider(platform: FakePlatform, kind = 'fake'): Provider {
  return {
    kind,
    title: 'Fake platform',
    platform: 'vsphere',
    precedence: 200,
    supplies: { name: 'its own list' },
    live: {
      facets: ['inventory', 'changes'],
      settings: [
        {
          name: 'address',
          title: 'Address',
          help: 'Where it is.',
          type: 'text',
          required: true,
          example: 'vc.example',
        },
        { name: 'port', title: 'Port', help: 'Port; absent: 443.', type: 'integer' },
        { name: 'insecure', title: 'Insecure', help: 'Nothing.', type: 'boolean' },
        { name: 'region', title: 'Region', help: 'One of them.', type: 'choice', choices: ['eu', 'us'] },
        { name: 'folders', title: 'Folders', help: 'Only these.', type: 'list' },
      ],
      secrets: [
        { name: 'password', title: 'Password', help: 'Of the account.', required: true },
        { name: 'token', title: 'Token', help: 'Instead.' },
      ],
      guide: 'fake.md',
      intervalSeconds: 300,
      connect(request) {
        platform.connects += 1;
        platform.secrets = request.secrets;
        if (platform.failConnect !== undefined) return Promise.reject(platform.failConnect);
        return Promise.resolve(connectionTo(platform, request.sourceId, String(request.settings['address'])));
      },
    },
  };
}

function connectionTo(platform: FakePlatform, sourceId: string, address: string): Connection {
  return {
    identity: {
      product: 'Fake 1.0',
      instanceId: platform.instanceId,
      endpoint: `https://${address}`,
      account: 'reader',
      ...(platform.lacking !== undefined && { lacking: platform.lacking }),
    },
    inventory: { read: (request) => read(platform, sourceId, request) },
    [Symbol.asyncDispose]() {
      platform.closed += 1;
      return Promise.resolve();
    },
  };
}

async function* read(
  platform: FakePlatform,
  sourceId: string,
  { cursor, signal, onProgress }: ReadRequest,
): AsyncGenerator<InventoryMutation, ReadEnd> {
  const mode = cursor === undefined ? 'full' : 'delta';
  platform.reads.push({ mode, cursor });
  await platform.gate;
  signal?.throwIfAborted();
  if (mode === 'full') {
    for (let from = 0; from === 0 || from < platform.machines.length; from += 500) {
      const items = platform.machines.slice(from, from + 500).map((name) => machine(platform, sourceId, name));
      yield { type: 'full', items };
      if (from === 0 && platform.hosts !== undefined)
        yield { type: 'full', items: platform.hosts.map((name) => host(sourceId, name)) };
      onProgress?.(Math.min(1, (from + 500) / Math.max(1, platform.machines.length)), 'reading machines');
      if (platform.failRead !== undefined) throw platform.failRead;
    }
  } else {
    if (platform.failRead !== undefined) throw platform.failRead;
    const { put, removed } = platform.changes;
    if (put.length + removed.length > 0)
      yield {
        type: 'delta',
        items: put.map((name) => machine(platform, sourceId, name)),
        removed: removed.map((id) => ({ type: 'workload', id, scope: platform.instanceId })),
      };
    platform.changes = { put: [], removed: [] };
  }
  return {
    ...(platform.cursor !== 'none' && {
      cursor: { value: `read ${platform.reads.length}`, lasting: platform.cursor === 'lasting' },
    }),
    parts: [{ name: 'machines', rows: platform.machines.length, handling: 'read' }],
    missing: platform.missing ?? [],
  };
}

function machine(platform: FakePlatform, sourceId: string, name: string): InventoryItem {
  return {
    type: 'workload',
    observation: {
      sourceId,
      nativeId: name,
      scope: platform.instanceId,
      observedAt: '2026-11-22T08:00:00.000Z',
      kind: platform.kinds?.[name] ?? 'vm',
      identity: {},
      facts: { name, platform: 'vsphere', memoryMiB: platform.memory[name] ?? 1024 },
    },
  };
}

const host = (sourceId: string, name: string): InventoryItem => ({
  type: 'host',
  host: {
    id: `host-${name}`,
    name,
    platform: 'vsphere',
    observedBy: { sourceId, nativeId: name, observedAt: '2026-11-22T08:00:00.000Z' },
  },
});

/** The context with these providers in place of the built-in ones. */
export function withProviders<C extends OwnedContext>(context: C, ...providers: readonly Provider[]): C {
  const list = { providers, packages: [] };
  return { ...context, installation: { ...context.installation, providers: () => Promise.resolve(list) } };
}
