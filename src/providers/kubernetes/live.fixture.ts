/** Connects to our stand-in for an API server and hears what a read gives. */

import { readFileSync } from 'node:fs';
import { KubeApi } from '../../../test/support/kube-api.ts';
import type { KubeApiOptions } from '../../../test/support/kube-api.ts';
import { everywhere } from '../../../test/support/kube-api-rbac.ts';
import type { Grants } from '../../../test/support/kube-api-rbac.ts';
import type { Connection, ConnectRequest, InventoryMutation, ItemRef, ReadEnd } from '../connection.ts';
import type { ImportIssue, InventoryItem } from '../provider.ts';
import { OPENSHIFT } from '../../../test/support/kube-api-cluster.ts';
import { connectCluster } from './connect.ts';
import type { ConnectOptions } from './connect.ts';

export const ROLE = readFileSync(new URL('../../../docs/guide/sources/kubernetes-role.yaml', import.meta.url), 'utf8');
export const TOKEN = 'sha256~a-token-of-the-reader';

/** No pauses; the stand-in sends its bookmark at once, and silence is long enough to miss nothing on its way. */
export const QUICK: ConnectOptions = {
  retry: { pause: async () => undefined },
  pace: { watchSeconds: 2, silenceMs: 10_000 },
};

export async function cluster(
  objects = OPENSHIFT,
  options: Partial<KubeApiOptions> & { readonly grants?: Grants } = {},
): Promise<KubeApi> {
  const { grants = everywhere(ROLE), ...rest } = options;
  const api = new KubeApi({ accounts: new Map([[TOKEN, grants]]), ...rest });
  api.put(...objects.filter(({ apiVersion }) => rest.groups === undefined || servedBy(apiVersion, rest.groups)));
  return api.start();
}

const servedBy = (apiVersion: string, groups: readonly string[]): boolean =>
  !apiVersion.includes('/') || groups.includes(apiVersion.split('/')[0] ?? '');

export function connectTo(
  api: KubeApi,
  request: Partial<ConnectRequest> = {},
  options: ConnectOptions = QUICK,
): Promise<Connection> {
  return connectCluster(
    {
      sourceId: 'source-1',
      secrets: { token: TOKEN },
      clock: () => new Date('2026-11-22T00:00:00Z'),
      ...request,
      settings: { address: api.address, caCertificate: api.caCertificate, ...request.settings },
    },
    options,
  );
}

export interface Heard {
  readonly types: readonly InventoryMutation['type'][];
  readonly items: readonly InventoryItem[];
  readonly removed: readonly ItemRef[];
  readonly issues: readonly ImportIssue[];
  readonly end: ReadEnd;
  /** "VirtualMachine shop/app01", sorted. */
  readonly workloads: readonly string[];
}

export async function hear(connection: Connection, cursor?: string): Promise<Heard> {
  const issues: ImportIssue[] = [];
  const mutations: InventoryMutation[] = [];
  const reading = connection.inventory?.read({
    onIssue: (issue) => void issues.push(issue),
    ...(cursor !== undefined && { cursor }),
  });
  if (reading === undefined) throw new TypeError('no inventory');
  for (;;) {
    const next = await reading.next();
    if (next.done !== true) {
      mutations.push(next.value);
      continue;
    }
    const items = mutations.flatMap((mutation) => mutation.items);
    return {
      types: mutations.map(({ type }) => type),
      items,
      removed: mutations.flatMap((mutation) => (mutation.type === 'delta' ? mutation.removed : [])),
      issues,
      end: next.value,
      workloads: items
        .flatMap((item) => (item.type === 'workload' ? [item.observation.facts] : []))
        .map(({ controller, namespace, name }) => `${controller} ${namespace}/${name}`)
        .sort(),
    };
  }
}
