/** A connection to a Hyper-V host or cluster: who it is, and its inventory. */

import { failure } from '../../../core/errors/registry.ts';
import { openSsh } from '../../../transport/ssh.ts';
import type { SshConnection } from '../../../transport/ssh.ts';
import type {
  Connection,
  ConnectionIdentity,
  ConnectRequest,
  InventoryMutation,
  ReadEnd,
  ReadRequest,
} from '../../connection.ts';
import { textOf } from '../../json-fields.ts';
import type { ReceiptPart } from '../../provider.ts';
import { emptyGathered, gather } from '../gather.ts';
import type { Gathered } from '../gather.ts';
import { itemsOf } from '../items.ts';
import type { PlatformItem } from '../items.ts';
import { issuesOf, missingOf } from '../report.ts';
import { runCollector } from './run-script.ts';
import { readSettings } from './settings.ts';
import type { HypervSettings } from './settings.ts';

const BATCH = 500;

/** Throws IST-2201 to IST-2208 for the way there, IST-2220 for settings. */
export async function connect(request: ConnectRequest): Promise<Connection> {
  const settings = readSettings(request);
  const ssh = await openSsh(settings.target);
  try {
    const gathered = emptyGathered();
    gather(gathered, await runCollector(ssh, 'who', request.signal));
    return new HypervConnection(ssh, settings, request, identityOf(gathered, settings, ssh));
  } catch (error) {
    await ssh[Symbol.asyncDispose]();
    throw error;
  }
}

function identityOf(gathered: Gathered, settings: HypervSettings, ssh: SshConnection): ConnectionIdentity {
  const host = gathered.hosts[0];
  if (host === undefined) throw failure('IST-2205', 'The collector named no host');
  const system = textOf(host.fields['osCaption']) ?? 'Windows';
  const version = textOf(host.fields['osVersion']);
  const cluster = gathered.clusters[0];
  const where = cluster === undefined ? 'Hyper-V' : `Hyper-V cluster ${cluster.cluster ?? ''}`.trim();
  const lacking = gathered.errors.map(({ cmdlet, cost }) => ({ right: cmdlet, cost }));
  return {
    product: `${system} with ${where}`,
    ...(version !== undefined && { version }),
    instanceId: textOf(cluster?.fields['id'])?.toLowerCase() ?? host.scope ?? settings.endpoint,
    endpoint: settings.endpoint,
    account: settings.target.username,
    fingerprint: ssh.fingerprint,
    ...(lacking.length > 0 && { lacking }),
  };
}

class HypervConnection implements Connection {
  readonly identity: ConnectionIdentity;
  readonly inventory = { read: (request: ReadRequest) => this.#read(request) };
  readonly #ssh: SshConnection;
  readonly #settings: HypervSettings;
  readonly #request: ConnectRequest;

  constructor(ssh: SshConnection, settings: HypervSettings, request: ConnectRequest, identity: ConnectionIdentity) {
    this.#ssh = ssh;
    this.#settings = settings;
    this.#request = request;
    this.identity = identity;
  }

  async *#read({ signal, onIssue, onProgress }: ReadRequest): AsyncGenerator<InventoryMutation, ReadEnd> {
    onProgress?.(0, 'running the collector');
    const mode = this.#settings.thisHostOnly ? 'this-host' : 'all';
    const gathered = emptyGathered();
    gather(gathered, await runCollector(this.#ssh, mode, signal));
    refuseHalf(gathered);
    for (const { kind: _kind, ...issue } of issuesOf(gathered)) onIssue({ ...issue, skipped: false });
    const observedAt = gathered.observedAt ?? this.#request.clock().toISOString();
    const items = itemsOf(gathered, { sourceId: this.#request.sourceId, observedAt });
    for (let from = 0; from === 0 || from < items.length; from += BATCH) {
      signal?.throwIfAborted();
      yield { type: 'full', items: items.slice(from, from + BATCH) };
      onProgress?.(Math.min(1, (from + BATCH) / Math.max(1, items.length)), 'handing over machines');
    }
    return { parts: partsOf(items), missing: missingOf(gathered) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#ssh[Symbol.asyncDispose]();
  }
}

/** A listing without the machines of one node would say that they are gone. */
function refuseHalf({ notListed, errors }: Gathered): void {
  const [host] = notListed;
  if (host === undefined) return;
  const why = errors.find((error) => error.host === host && error.cmdlet === 'Get-VM')?.message;
  throw failure(
    'IST-2204',
    `The machines of ${notListed.join(', ')} cannot be listed from here${why ? `: ${why}` : ''}`,
    {
      hint: 'Put the account into Hyper-V Administrators on every node. With an SSH key Windows passes nobody on to other nodes: sign in with a password, or connect each node as a source of its own with setting thisHostOnly.',
    },
  );
}

function partsOf(items: readonly PlatformItem[]): ReceiptPart[] {
  const count = (type: PlatformItem['type']): number => items.filter((item) => item.type === type).length;
  const part = (name: string, type: PlatformItem['type']): ReceiptPart => ({
    name,
    rows: count(type),
    handling: 'read',
  });
  return [
    part('Get-VM', 'workload'),
    part('Get-VMHost', 'host'),
    part('Get-Cluster', 'cluster'),
    part('Get-VMSwitch', 'network'),
    part('Get-ClusterSharedVolume, Win32_LogicalDisk', 'datastore'),
  ];
}
