/**
 * Kubernetes clusters that Azure runs or knows, and Azure Local. Nodes of AKS and ARO are hosts of their cluster, one
 * per machine their pools count; Arc tells the number of nodes only, and the cluster's own source lists them.
 */

import type { Cluster, Host, HostGpu } from '../../core/model/estate.ts';
import { stated } from '../import-values.ts';
import type { InventoryItem } from '../provider.ts';
import { AKS, ARO, AZURE_LOCAL, entity } from './ids.ts';
import type { Observing } from './ids.ts';
import { isObject, listAt, numberAt, textAt } from './json.ts';
import type { Lookup, NodeMachine } from './lookup.ts';
import type { Resource } from './resource.ts';

interface Pool {
  readonly name: string;
  readonly count: number | undefined;
  readonly size: string | undefined;
  readonly roles: readonly string[];
  readonly osFamily: Host['osFamily'] | undefined;
  readonly osName: string | undefined;
  readonly version: string | undefined;
  readonly maxPods: number | undefined;
  /** AKS writes MIG2g, the cards call it mig-2g. */
  readonly sharing: string | undefined;
}

/** A pool of more nodes than a cluster may have is a wrong number. */
const MOST_NODES = 5000;

export function aksCluster(resource: Resource, lookup: Lookup, observing: Observing): InventoryItem[] {
  const { properties } = resource;
  const pools = (listAt(properties, 'agentPoolProfiles') ?? []).map((pool): Pool => {
    const windows = textAt(pool, 'osType')?.toLowerCase() === 'windows';
    const mig = textAt(pool, 'gpuInstanceProfile');
    return {
      name: textAt(pool, 'name') ?? 'pool',
      count: numberAt(pool, 'count'),
      size: textAt(pool, 'vmSize'),
      roles: [textAt(pool, 'mode')?.toLowerCase() === 'system' ? 'system' : 'worker'],
      osFamily: textAt(pool, 'osType') === undefined ? undefined : windows ? 'windows' : 'linux',
      osName: nodeSystem(textAt(pool, 'osSKU'), textAt(pool, 'nodeImageVersion')),
      version: textAt(pool, 'currentOrchestratorVersion') ?? textAt(pool, 'orchestratorVersion'),
      maxPods: numberAt(pool, 'maxPods'),
      sharing: mig === undefined ? undefined : mig.toLowerCase().replace(/^mig/, 'mig-'),
    };
  });
  const version = textAt(properties, 'currentKubernetesVersion') ?? textAt(properties, 'kubernetesVersion');
  return withNodes(resource, AKS, pools, version, lookup, observing);
}

/** "Windows2022", "AKSWindows-2022-containerd-20348.2340.240401" → "Windows Server 2022 (AKSWindows-…)". */
function nodeSystem(sku: string | undefined, image: string | undefined): string | undefined {
  const name = sku?.replace(/^Windows(\d{4})$/i, 'Windows Server $1').replace(/^AzureLinux$/i, 'Azure Linux');
  if (name === undefined) return image;
  return image === undefined ? name : `${name} (${image})`;
}

export function aroCluster(resource: Resource, lookup: Lookup, observing: Observing): InventoryItem[] {
  const { properties } = resource;
  const version = textAt(properties, 'clusterProfile', 'version');
  // The status lists the pools as they are, the profile as they were ordered: both count the same nodes.
  const status = listAt(properties, 'workerProfilesStatus');
  const workers = status !== undefined && status.length > 0 ? status : (listAt(properties, 'workerProfiles') ?? []);
  const pool = (name: string, count: number | undefined, size: string | undefined, role: string): Pool => ({
    name,
    count,
    size,
    roles: [role],
    osFamily: 'linux',
    osName: 'Red Hat Enterprise Linux CoreOS',
    version: undefined,
    maxPods: undefined,
    sharing: undefined,
  });
  const pools = [
    // A cluster has three control plane nodes; the service does not count them out.
    pool('master', 3, textAt(properties, 'masterProfile', 'vmSize'), 'control-plane'),
    ...workers.map((one, index) =>
      pool(textAt(one, 'name') ?? `worker-${index}`, numberAt(one, 'count'), textAt(one, 'vmSize'), 'worker'),
    ),
  ];
  return withNodes(resource, ARO, pools, version, lookup, observing);
}

function withNodes(
  resource: Resource,
  platform: string,
  pools: readonly Pool[],
  version: string | undefined,
  lookup: Lookup,
  observing: Observing,
): InventoryItem[] {
  const machines = new Map<string, NodeMachine[]>();
  for (const node of [...(lookup.nodes.get(resource.key) ?? [])].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const pool = poolOf(node, pools);
    machines.set(pool, [...(machines.get(pool) ?? []), node]);
  }
  const hosts = pools.flatMap((pool) =>
    nodesOf(resource, platform, pool, machines.get(pool.name) ?? [], lookup, observing),
  );
  const counted = pools.every(({ count }) => count !== undefined);
  const cores = hosts.map(({ cpuCores }) => cpuCores);
  const memory = hosts.map(({ memoryMiB }) => memoryMiB);
  const cluster = stated<Cluster>({
    ...entity('cl', resource.key, resource.name.toLowerCase(), platform, observing),
    hostCount: counted ? hosts.length : undefined,
    cpuCores: counted ? sum(cores) : undefined,
    memoryMiB: counted ? sum(memory) : undefined,
    version,
    region: resource.location,
  });
  return [{ type: 'cluster', cluster }, ...hosts.map((host): InventoryItem => ({ type: 'host', host }))];
}

/** By its tag, or by its name: an ARO worker is called <cluster>-<suffix>-<pool>-<machine>. */
function poolOf({ pool, name }: NodeMachine, pools: readonly Pool[]): string {
  if (pool !== undefined) return pool;
  const named = pools.filter((one) => name.toLowerCase().includes(one.name.toLowerCase()));
  return named.toSorted((a, b) => b.name.length - a.name.length)[0]?.name ?? '';
}

/** One host per node the pool counts: by its machine's name where the machine was seen, else numbered. */
function nodesOf(
  resource: Resource,
  platform: string,
  pool: Pool,
  machines: readonly NodeMachine[],
  lookup: Lookup,
  observing: Observing,
): Host[] {
  const size = lookup.sizes.of(resource.location, pool.size);
  const gpus = size?.gpus.map(({ type, count }): HostGpu => ({
    type: type ?? 'GPU',
    count,
    ...(pool.sharing !== undefined && { sharing: pool.sharing }),
  }));
  const count = Math.min(MOST_NODES, Math.max(machines.length, pool.count ?? 0));
  return Array.from({ length: count }, (_, index) => {
    const machine = machines[index];
    const key = machine?.key ?? `${resource.key}/agentpools/${pool.name.toLowerCase()}/${index}`;
    const name = machine?.name ?? `${resource.name.toLowerCase()}-${pool.name.toLowerCase()}-${index}`;
    return stated<Host>({
      ...entity('host', key, name, platform, observing),
      cluster: resource.name.toLowerCase(),
      model: pool.size,
      cpuCores: size?.cpuCount,
      memoryMiB: size?.memoryMiB,
      gpus,
      version: pool.version,
      osFamily: pool.osFamily,
      osName: pool.osName,
      maxWorkloads: pool.maxPods,
      region: resource.location,
      zone: machine?.zone,
      roles: pool.roles,
    });
  });
}

function sum(values: readonly (number | undefined)[]): number | undefined {
  let total = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    total += value;
  }
  return total;
}

/** A cluster anywhere that Arc connects. Its region is where it is registered, not where it runs. */
export function connectedCluster(resource: Resource, observing: Observing): InventoryItem {
  const { properties } = resource;
  const distribution = textAt(properties, 'distribution')?.toLowerCase();
  const cluster = stated<Cluster>({
    ...entity(
      'cl',
      resource.key,
      resource.name.toLowerCase(),
      distribution === 'openshift' ? 'openshift' : 'kubernetes',
      observing,
    ),
    hostCount: numberAt(properties, 'totalNodeCount'),
    cpuCores: numberAt(properties, 'totalCoreCount'),
    version: textAt(properties, 'kubernetesVersion') ?? textAt(properties, 'distributionVersion'),
  });
  return { type: 'cluster', cluster };
}

/** The hosts report themselves through their cluster. */
export function localCluster(resource: Resource, observing: Observing): InventoryItem[] {
  const reported = resource.properties['reportedProperties'];
  const name = resource.name.toLowerCase();
  const nodes = listAt(reported, 'nodes');
  const hosts = (nodes ?? []).flatMap((node): Host[] => {
    const own = textAt(node, 'name');
    if (own === undefined || !isObject(node)) return [];
    const memoryGiB = numberAt(node, 'memoryInGiB');
    return [
      stated<Host>({
        ...entity('host', `${resource.key}/nodes/${own.toLowerCase()}`, own.toLowerCase(), AZURE_LOCAL, observing),
        cluster: name,
        vendor: textAt(node, 'manufacturer'),
        model: textAt(node, 'model'),
        serialNumber: textAt(node, 'serialNumber'),
        cpuCores: numberAt(node, 'coreCount'),
        memoryMiB: memoryGiB === undefined ? undefined : memoryGiB * 1024,
        osFamily: 'windows',
        osName: textAt(node, 'osName'),
        osBuild: textAt(node, 'osVersion'),
        version: textAt(node, 'osDisplayVersion'),
      }),
    ];
  });
  const cluster = stated<Cluster>({
    ...entity('cl', resource.key, name, AZURE_LOCAL, observing),
    hostCount: nodes === undefined ? undefined : hosts.length,
    cpuCores: nodes === undefined ? undefined : sum(hosts.map(({ cpuCores }) => cpuCores)),
    memoryMiB: nodes === undefined ? undefined : sum(hosts.map(({ memoryMiB }) => memoryMiB)),
    version: textAt(reported, 'clusterVersion'),
  });
  return [{ type: 'cluster', cluster }, ...hosts.map((host): InventoryItem => ({ type: 'host', host }))];
}
