/** Hosts, clusters, networks and datastores, from what was collected of them and from what machines name. */

import type { Cluster, ClusterRule, Datastore, Host, Network } from '../../core/model/estate.ts';
import { entityId } from '../../core/model/ids.ts';
import type { EntityPrefix } from '../../core/model/ids.ts';
import { BYTES_PER_MIB } from '../../core/model/units.ts';
import { byText, stated } from '../import-values.ts';
import { amountOf, listOf, textOf, textsOf } from '../json-fields.ts';
import type { Fields } from '../json-fields.ts';
import type { InventoryItem } from '../provider.ts';
import type { Gathered, Place } from './gather.ts';
import { driveName, networkNameOf } from './names.ts';
import type { SharedVolume } from './names.ts';
import { PLATFORM } from './observe.ts';

export interface PlaceOptions {
  readonly sourceId: string;
  readonly observedAt: string;
}

type PlaceItem = Exclude<InventoryItem, { readonly type: 'workload' | 'dependency' }>;

/** Cluster shared volumes by the path that disks lie under. */
export function sharedVolumesOf({ clusters }: Gathered): SharedVolume[] {
  return clusters.flatMap(({ fields }) =>
    (listOf(fields['volumes']) ?? []).flatMap((volume) => {
      const path = textOf(volume['path']);
      return path === undefined ? [] : [{ path, name: volumeName(path) }];
    }),
  );
}

/** The name in the path: what people see in every disk's place, while the resource may be called "Cluster Disk 3". */
const volumeName = (path: string): string => path.split('\\').findLast((part) => part !== '') ?? path;

/** Sorted by id; the first word on an id counts. */
export function placeItems(gathered: Gathered, options: PlaceOptions): PlaceItem[] {
  const items = new Map<string, PlaceItem>();
  const add = (id: string, item: PlaceItem): void => {
    if (!items.has(id)) items.set(id, item);
  };
  const base = (prefix: EntityPrefix, scope: string | undefined, name: string, observedAt?: string) => ({
    id: entityId(prefix, scope ?? options.sourceId, name),
    name,
    platform: PLATFORM,
    observedBy: { sourceId: options.sourceId, nativeId: name, observedAt: observedAt ?? options.observedAt },
  });
  for (const place of gathered.hosts) {
    const name = textOf(place.fields['name']);
    if (name === undefined) continue;
    const host: Host = stated({ ...base('host', place.scope, name, place.observedAt), ...hostFields(place, gathered) });
    add(host.id, { type: 'host', host });
    for (const each of listOf(place.fields['switches']) ?? []) {
      const switchName = textOf(each['name']);
      if (switchName === undefined) continue;
      const network: Network = { ...base('net', place.scope, switchName), switchName, kind: 'standard' };
      add(network.id, { type: 'network', network });
    }
    for (const volume of listOf(place.fields['volumes']) ?? []) {
      const drive = textOf(volume['drive'])?.toUpperCase();
      if (drive === undefined) continue;
      const fields = { type: textOf(volume['fileSystem']), hostCount: 1, ...sizesOf(volume) };
      const datastore: Datastore = stated({ ...base('ds', place.scope, driveName(name, drive)), ...fields });
      add(datastore.id, { type: 'datastore', datastore });
    }
  }
  for (const place of gathered.clusters) {
    const name = place.cluster;
    if (name === undefined) continue;
    const cluster: Cluster = stated({ ...base('cl', place.scope, name, place.observedAt), ...clusterFields(place) });
    add(cluster.id, { type: 'cluster', cluster });
    for (const volume of listOf(place.fields['volumes']) ?? []) {
      const path = textOf(volume['path']);
      if (path === undefined) continue;
      const fields = {
        type: 'CSV',
        cluster: name,
        sharedWrite: true,
        accessible: isOnline(volume),
        ...sizesOf(volume),
      };
      const datastore: Datastore = stated({ ...base('ds', place.scope, volumeName(path)), ...fields });
      add(datastore.id, { type: 'datastore', datastore });
    }
  }
  for (const word of gathered.machines.values()) {
    for (const { switchName, vlanId } of word.nics ?? []) {
      const name = networkNameOf(switchName, vlanId);
      if (name === undefined) continue;
      const network: Network = stated({
        ...base('net', word.scope, name),
        switchName,
        vlanId,
        kind: 'standard' as const,
      });
      add(network.id, { type: 'network', network });
    }
  }
  return [...items.entries()].sort(([a], [b]) => byText(a, b)).map(([, item]) => item);
}

const mib = (bytes: number | undefined): number | undefined =>
  bytes === undefined ? undefined : Math.round(bytes / BYTES_PER_MIB);

function sizesOf(volume: Fields): Partial<Datastore> {
  const capacity = amountOf(volume['size']);
  const free = amountOf(volume['free']);
  const used = capacity === undefined || free === undefined || free > capacity ? undefined : capacity - free;
  return { capacityMiB: mib(capacity), freeMiB: mib(free), usedMiB: mib(used) };
}

function isOnline(volume: Fields): boolean | undefined {
  const state = textOf(volume['state'])?.toLowerCase();
  return state === undefined ? undefined : state === 'online' || state === '2';
}

function hostFields({ fields, cluster }: Place, gathered: Gathered): Partial<Host> {
  const processors = listOf(fields['processors']);
  const cores = processors?.map((processor) => amountOf(processor['cores']));
  const sockets = processors?.length ?? amountOf(fields['sockets']);
  const perSocket = cores?.[0] ?? amountOf(fields['coresPerSocket']);
  const logical = amountOf(fields['logicalProcessors']);
  const cpuCores = cores === undefined ? product(sockets, perSocket) : sumOf(cores);
  const name = textOf(fields['name']);
  const node = gathered.clusters
    .flatMap((place) => listOf(place.fields['nodes']) ?? [])
    .find((entry) => textOf(entry['name'])?.toLowerCase() === name?.toLowerCase());
  const state = textOf(node?.['state'])?.toLowerCase();
  const caption = textOf(fields['osCaption']);
  return {
    cluster,
    vendor: textOf(fields['manufacturer']),
    model: textOf(fields['model']),
    serialNumber: textOf(fields['serialNumber']),
    cpuModel: textOf(processors?.[0]?.['name']),
    cpuSockets: sockets,
    coresPerSocket: perSocket === 0 ? undefined : perSocket,
    cpuCores: cpuCores === 0 ? undefined : cpuCores,
    cpuMhz: amountOf(processors?.[0]?.['maxMhz']),
    hyperThreading: logical === undefined || !cpuCores ? undefined : logical > cpuCores,
    memoryMiB: mib(amountOf(fields['memoryBytes'])),
    workloadCount:
      fields['listed'] === true
        ? [...gathered.machines.values()].filter(({ host }) => host?.toLowerCase() === name?.toLowerCase()).length
        : undefined,
    version: textOf(fields['osVersion']),
    osFamily: 'windows',
    osName: caption,
    osBuild: textOf(fields['osVersion']),
    inMaintenance: state === undefined ? undefined : state === 'paused' || state === '2',
    ready: state === undefined ? undefined : state === 'up' || state === '0',
  };
}

/** Undefined when one is. */
const sumOf = (counts: readonly (number | undefined)[]): number | undefined =>
  counts.reduce<number | undefined>(
    (sum, count) => (sum === undefined || count === undefined ? undefined : sum + count),
    0,
  );

const product = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : a * b;

function clusterFields({ fields }: Place): Partial<Cluster> {
  return {
    hostCount: listOf(fields['nodes'])?.length,
    // A failover cluster restarts what it owns elsewhere; that is what it is for.
    haEnabled: true,
    version: textOf(fields['functionalLevel']),
    rules: rulesOf(fields),
  };
}

/** Roles that share a class name are kept apart as far as possible. */
function rulesOf(fields: Fields): readonly ClusterRule[] | undefined {
  const groups = listOf(fields['groups']);
  if (groups === undefined) return undefined;
  const classes = new Map<string, string[]>();
  for (const group of groups) {
    const machine = textOf(group['vmId'])?.toLowerCase() ?? textOf(group['name'])?.toLowerCase();
    for (const name of textsOf(group['antiAffinity']) ?? []) {
      if (machine !== undefined) classes.set(name, [...(classes.get(name) ?? []), machine].sort());
    }
  }
  return [...classes]
    .filter(([, workloads]) => workloads.length > 1)
    .sort(([a], [b]) => byText(a, b))
    .map(([name, workloads]): ClusterRule => ({ name, kind: 'keep-apart', enabled: true, workloads }));
}
