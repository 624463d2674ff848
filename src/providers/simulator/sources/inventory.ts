/** Hosts, clusters, networks and stores of a source as inventory items. */

import { entityId } from '../../../core/model/ids.ts';
import type { Cluster, Datastore, Host, Network, ObservedBy } from '../../../core/model/estate.ts';
import type { InventoryItem } from '../../provider.ts';
import { daysBefore } from '../machine/clock.ts';
import type { ClusterPlace, HostPlace, NetworkPlace, SourcePlace, StorePlace } from '../places/place.ts';
import { randomFor } from '../random.ts';

export function inventoryOf(seed: number, place: SourcePlace, observedAt: string): InventoryItem[] {
  const items: InventoryItem[] = [];
  const by = (nativeId: string): ObservedBy => ({ sourceId: place.source.id, nativeId, observedAt });
  for (const cluster of place.clusters) {
    if (cluster.named) items.push({ type: 'cluster', cluster: clusterItem(place, cluster, by) });
    for (const host of cluster.hosts)
      items.push({ type: 'host', host: hostItem(seed, place, cluster, host, by, observedAt) });
  }
  for (const store of storesOf(place)) items.push({ type: 'datastore', datastore: storeItem(seed, place, store, by) });
  for (const network of place.networks) items.push({ type: 'network', network: networkItem(place, network, by) });
  return items;
}

/** Stores of all clusters; those that exist on every cluster of a platform count once. */
export function storesOf(place: SourcePlace): StorePlace[] {
  return place.clusters.flatMap((cluster) => cluster.stores);
}

type By = (nativeId: string) => ObservedBy;

function clusterItem(place: SourcePlace, cluster: ClusterPlace, by: By): Cluster {
  const cores = cluster.hosts.reduce((sum, host) => sum + host.model.sockets * host.model.coresPerSocket, 0);
  const vsphere = place.source.kind === 'vsphere';
  return {
    id: entityId('cl', place.scope, cluster.name),
    name: cluster.name,
    platform: place.source.kind,
    ...(cluster.datacenter === undefined ? {} : { datacenter: cluster.datacenter }),
    hostCount: cluster.hosts.length,
    cpuCores: cores,
    memoryMiB: cluster.hosts.reduce((sum, host) => sum + host.model.memoryGiB * 1024, 0),
    ...(vsphere
      ? {
          haEnabled: cluster.purpose !== 'branch',
          drsEnabled: cluster.drs,
          dpmEnabled: cluster.dpm,
          failoverLevel: cluster.hosts.length > 1 ? 1 : 0,
        }
      : {}),
    ...(place.source.kind === 'openshift' ? { version: '4.18.17' } : {}),
    observedBy: by(cluster.name),
  };
}

function hostItem(
  seed: number,
  place: SourcePlace,
  cluster: ClusterPlace,
  host: HostPlace,
  by: By,
  observedAt: string,
): Host {
  const random = randomFor(seed, `load of ${place.source.id} ${host.name}`);
  const cores = host.model.sockets * host.model.coresPerSocket;
  const vsphere = place.source.kind === 'vsphere';
  const { model } = host;
  return {
    id: entityId('host', place.scope, host.name),
    name: host.name,
    platform: place.source.kind,
    ...(cluster.datacenter === undefined ? {} : { datacenter: cluster.datacenter }),
    ...(cluster.named ? { cluster: cluster.name } : {}),
    vendor: model.vendor,
    model: model.model,
    serialNumber: host.serial,
    cpuModel: model.cpuModel,
    cpuSockets: model.sockets,
    coresPerSocket: model.coresPerSocket,
    cpuCores: cores,
    cpuMhz: model.mhz,
    hyperThreading: true,
    memoryMiB: model.memoryGiB * 1024,
    cpuUsagePct: Math.min(96, Math.round((host.vcpus / cores) * (6 + 12 * random.next()))),
    memoryUsagePct: Math.min(97, Math.round((host.memoryMiB / (model.memoryGiB * 1024)) * 80 + 4)),
    workloadCount: host.machines,
    version: host.version,
    ...(vsphere ? { evcMode: model.evcMode } : {}),
    inMaintenance: host.inMaintenance,
    ...(vsphere ? { certificateExpiresAt: daysBefore(observedAt, random.between(-1500, 40)) } : {}),
    gpus: host.gpus ?? [],
    observedBy: by(host.name),
  };
}

function storeItem(seed: number, place: SourcePlace, store: StorePlace, by: By): Datastore {
  const random = randomFor(seed, `store of ${place.source.id} ${store.name}`);
  return {
    id: entityId('ds', place.scope, store.name),
    name: store.name,
    platform: place.source.kind,
    type: store.type,
    capacityMiB: store.capacityMiB,
    provisionedMiB: store.provisionedMiB,
    usedMiB: store.usedMiB,
    freeMiB: Math.max(0, store.capacityMiB - store.usedMiB),
    accessible: !random.chance(0.004),
    hostCount: store.hostNames.length,
    observedBy: by(store.name),
  };
}

function networkItem(place: SourcePlace, network: NetworkPlace, by: By): Network {
  return {
    id: entityId('net', place.scope, network.name),
    name: network.name,
    platform: place.source.kind,
    ...(place.source.kind === 'vsphere' ? { datacenter: place.source.datacenter } : {}),
    ...(network.vlanId === undefined ? {} : { vlanId: network.vlanId }),
    ...(network.switchName === undefined ? {} : { switchName: network.switchName }),
    ...(network.kind === undefined ? {} : { kind: network.kind }),
    observedBy: by(network.name),
  };
}
