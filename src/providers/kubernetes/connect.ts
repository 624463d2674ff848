/** Connects to a cluster: the way there, whether it is one, what the account may see. */

import { failure } from '../../core/errors/registry.ts';
import type { Connection, ConnectionIdentity, ConnectRequest, Inventory } from '../connection.ts';
import { inClusterAccess } from './access/in-cluster.ts';
import { addressOf, bearer, kubeconfigAccess } from './access/kubeconfig.ts';
import type { KubeconfigAccess } from './access/kubeconfig.ts';
import { readSettings } from './access/settings.ts';
import type { KubernetesSettings } from './access/settings.ts';
import { accountOfToken } from './access/token-account.ts';
import { KubeClient } from './wire/client.ts';
import type { ClientOptions } from './wire/client.ts';
import { discover } from './wire/discover.ts';
import type { Served } from './wire/discover.ts';
import { sceneFacts } from './cluster-identity.ts';
import { attempt, reachOf } from './coverage.ts';
import { USUAL_PACE } from './wire/watch.ts';
import type { Pace } from './wire/watch.ts';
import { ClusterInventory } from './inventory.ts';
import { Objects } from './objects.ts';

export interface ConnectOptions {
  readonly retry?: ClientOptions['retry'];
  readonly maxResponseBytes?: number;
  readonly pace?: Pace;
}

/** Throws IST-2201 to IST-2209 for the way there, IST-2220 for settings. */
export async function connectCluster(request: ConnectRequest, options: ConnectOptions = {}): Promise<Connection> {
  const { signal, sourceId, clock } = request;
  signal?.throwIfAborted();
  const settings = readSettings(request);
  const access = await accessOf(settings, request.secrets);
  const client = new KubeClient(access, {
    ...(signal !== undefined && { signal }),
    ...(options.retry !== undefined && { retry: options.retry }),
    ...(options.maxResponseBytes !== undefined && { maxResponseBytes: options.maxResponseBytes }),
  });
  try {
    const served = await discover(client, signal, 1);
    const reach = await reachOf(client, served, settings.namespaces, access.namespace, signal);
    if (reach.readable.size === 0) {
      throw failure('IST-2204', `${client.place}: the account may list none of the resources that are read`);
    }
    const facts = sceneFacts(await telling(client, served, signal), served.groups);
    const fallbackScope = access.server.host.toLowerCase();
    const inventory = new ClusterInventory({
      client,
      sourceId,
      clock,
      named: settings.namespaces,
      namespaces: reach.namespaces,
      systemNamespaces: settings.systemNamespaces,
      clusterName: settings.clusterName,
      fallbackName: access.clusterName || access.server.hostname,
      fallbackScope,
      pace: options.pace ?? USUAL_PACE,
    });
    const identity: ConnectionIdentity = {
      ...productOf(served, facts.version),
      instanceId: facts.scope ?? fallbackScope,
      endpoint: access.server.href.replace(/\/$/, ''),
      ...(access.account !== undefined && { account: access.account }),
      ...(client.certificate !== undefined && { fingerprint: client.certificate.thumbprint }),
      lacking: reach.lacking,
    };
    return new ClusterConnection(identity, inventory, client);
  } catch (error) {
    await client[Symbol.asyncDispose]();
    throw error;
  }
}

class ClusterConnection implements Connection {
  readonly identity: ConnectionIdentity;
  readonly inventory: Inventory;
  readonly #client: KubeClient;

  constructor(identity: ConnectionIdentity, inventory: Inventory, client: KubeClient) {
    this.identity = identity;
    this.inventory = inventory;
    this.#client = client;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client[Symbol.asyncDispose]();
  }
}

async function accessOf(settings: KubernetesSettings, secrets: ConnectRequest['secrets']): Promise<KubeconfigAccess> {
  if (settings.inCluster) return { clusterName: '', ...(await inClusterAccess()) };
  const { kubeconfig, token } = secrets;
  if (kubeconfig !== undefined) return kubeconfigAccess(kubeconfig, settings);
  const server = addressOf(settings.address);
  const { thumbprint, caCertificate } = settings;
  const account = accountOfToken(token ?? '');
  return {
    server,
    clusterName: '',
    trust: {
      ...(caCertificate !== undefined && { caCertificate }),
      ...(thumbprint !== undefined && { thumbprint }),
    },
    ...(account !== undefined && { account }),
    headers: bearer((token ?? '').trim()),
  };
}

/** The few objects that say which cluster it is, as far as they may be read. */
async function telling(client: KubeClient, served: Served, signal: AbortSignal | undefined): Promise<Objects> {
  const objects = new Objects();
  for (const { resource, root } of served.resources) {
    const name = { Namespace: 'kube-system', ClusterVersion: 'version', Infrastructure: 'cluster' }[resource.kind];
    if (name === undefined) continue;
    const { value } = await attempt(() => client.get(`${root}/${resource.plural}/${name}`, signal));
    if (value !== undefined) objects.put(resource, resource.pick(value));
  }
  return objects;
}

function productOf(served: Served, openshift: string | undefined): Pick<ConnectionIdentity, 'product' | 'version'> {
  const kubernetes = served.serverVersion;
  if (served.groups.has('config.openshift.io')) {
    const release = openshift === undefined ? '' : ` ${openshift}`;
    const below = kubernetes === undefined ? '' : ` (Kubernetes ${kubernetes})`;
    const version = openshift ?? kubernetes;
    return { product: `Red Hat OpenShift${release}${below}`, ...(version !== undefined && { version }) };
  }
  return {
    product: kubernetes === undefined ? 'Kubernetes' : `Kubernetes ${kubernetes}`,
    ...(kubernetes !== undefined && { version: kubernetes }),
  };
}
