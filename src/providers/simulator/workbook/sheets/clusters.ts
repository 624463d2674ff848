/** vCluster, vRP and vDatastore. */

import type { Cluster, Datastore } from '../../../../core/model/estate.ts';
import type { ClusterPlace, StorePlace } from '../../places/place.ts';
import { inventoryOf, storesOf } from '../../sources/inventory.ts';
import { always, blank, flag, int, sheet, text } from '../column.ts';
import type { Column, Vcenter } from '../column.ts';
import { serverOf } from './common.ts';

interface ClusterRow {
  readonly vcenter: Vcenter;
  readonly place: ClusterPlace;
  readonly cluster: Cluster;
  readonly number: number;
}

function clusterRows(vcenter: Vcenter): ClusterRow[] {
  const clusters = inventoryOf(vcenter.seed, vcenter.place, vcenter.observedAt).flatMap((item) =>
    item.type === 'cluster' ? [item.cluster] : [],
  );
  return vcenter.place.clusters.flatMap((place, i) => {
    const cluster = clusters[i];
    return cluster === undefined ? [] : [{ vcenter, place, cluster, number: i + 1 }];
  });
}

const vcenterOf = (row: { readonly vcenter: Vcenter }): Vcenter => row.vcenter;
const totalMhz = ({ place }: ClusterRow): number =>
  place.hosts.reduce((sum, { model }) => sum + model.sockets * model.coresPerSocket * model.mhz, 0);
const machines = ({ place }: ClusterRow): number => place.hosts.reduce((sum, host) => sum + host.machines, 0);
const running = ({ place }: ClusterRow): number => place.hosts.reduce((sum, host) => sum + host.running, 0);
const vcpus = ({ place }: ClusterRow): number => place.hosts.reduce((sum, host) => sum + host.vcpus, 0);
const memory = ({ place }: ClusterRow): number => place.hosts.reduce((sum, host) => sum + host.memoryMiB, 0);

export const vCluster = sheet<ClusterRow>(
  'vCluster',
  [
    text('Name', ({ cluster }) => cluster.name),
    always('Config status', 'green'),
    always('OverallStatus', 'green'),
    int('NumHosts', ({ cluster }) => cluster.hostCount),
    int('numEffectiveHosts', ({ place }) => place.hosts.filter((host) => !host.inMaintenance).length),
    int('TotalCpu', totalMhz),
    int('NumCpuCores', ({ cluster }) => cluster.cpuCores),
    int('NumCpuThreads', ({ cluster }) => (cluster.cpuCores ?? 0) * 2),
    int('Effective Cpu', (row) => Math.round(totalMhz(row) * 0.95)),
    int('TotalMemory', ({ cluster }) => cluster.memoryMiB),
    int('Effective Memory', ({ cluster }) => Math.round((cluster.memoryMiB ?? 0) * 0.97)),
    int('Num VMotions', (row) => machines(row) * 7),
    flag('HA enabled', ({ cluster }) => cluster.haEnabled),
    int('Failover Level', ({ cluster }) => cluster.failoverLevel),
    flag('AdmissionControlEnabled', ({ cluster }) => cluster.haEnabled),
    always('Host monitoring', 'enabled'),
    always('HB Datastore Candidate Policy', 'allFeasibleDsWithUserPreference'),
    always('Isolation Response', 'none'),
    always('Restart Priority', 'medium'),
    always('Cluster Settings', true),
    always('Max Failures', 3),
    always('Max Failure Window', -1),
    always('Failure Interval', 30),
    always('Min Up Time', 120),
    always('VM Monitoring', 'vmMonitoringDisabled'),
    flag('DRS enabled', ({ cluster }) => cluster.drsEnabled),
    always('DRS default VM behavior', 'fullyAutomated'),
    always('DRS vmotion rate', 3),
    flag('DPM enabled', ({ cluster }) => cluster.dpmEnabled),
    always('DPM default behavior', 'automated'),
    always('DPM Host Power Action Rate', 3),
    text('Object ID', ({ number }) => `domain-c${number + 6}`),
    ...serverOf<ClusterRow>(vcenterOf),
  ],
  { ofVcenter: clusterRows },
);

const QUICK_STATS = [
  'overallCpuDemand',
  'overallCpuUsage',
  'staticCpuEntitlement',
  'distributedCpuEntitlement',
  'balloonedMemory',
  'compressedMemory',
  'consumedOverheadMemory',
  'distributedMemoryEntitlement',
  'guestMemoryUsage',
  'hostMemoryUsage',
  'overheadMemory',
  'privateMemory',
  'sharedMemory',
  'staticMemoryEntitlement',
  'swappedMemory',
];
const idle: Column<ClusterRow>[] = QUICK_STATS.map((name) => always<ClusterRow>(`QS ${name}`, 0));

/** One pool per cluster: its root. */
export const vRP = sheet<ClusterRow>(
  'vRP',
  [
    always('Resource Pool name', 'Resources'),
    text('Resource Pool path', ({ cluster }) => `/${cluster.datacenter ?? ''}/${cluster.name}/Resources`),
    always('Status', 'green'),
    int('# VMs total', machines, null),
    int('# VMs', running),
    int('# vCPUs', vcpus),
    int('CPU limit', totalMhz),
    always('CPU overheadLimit', -1),
    int('CPU reservation', totalMhz),
    always('CPU level', 'normal'),
    always('CPU shares', 4000),
    always('CPU expandableReservation', true),
    int('CPU maxUsage', totalMhz),
    int('CPU overallUsage', (row) => Math.round(totalMhz(row) * 0.2)),
    always('CPU reservationUsed', 0),
    always('CPU reservationUsedForVm', 0),
    int('CPU unreservedForPool', totalMhz),
    int('CPU unreservedForVm', totalMhz),
    int('Mem Configured', memory),
    int('Mem limit', ({ cluster }) => cluster.memoryMiB),
    always('Mem overheadLimit', -1),
    int('Mem reservation', ({ cluster }) => cluster.memoryMiB),
    always('Mem level', 'normal'),
    always('Mem shares', 163_840),
    always('Mem expandableReservation', true),
    int('Mem maxUsage', ({ cluster }) => cluster.memoryMiB),
    int('Mem overallUsage', (row) => Math.round(memory(row) * 0.9)),
    always('Mem reservationUsed', 0),
    always('Mem reservationUsedForVm', 0),
    int('Mem unreservedForPool', ({ cluster }) => cluster.memoryMiB),
    int('Mem unreservedForVm', ({ cluster }) => cluster.memoryMiB),
    ...idle,
    text('Object ID', ({ number }) => `resgroup-${number + 7}`),
    ...serverOf<ClusterRow>(vcenterOf),
  ],
  { ofVcenter: clusterRows },
);

interface StoreRow {
  readonly vcenter: Vcenter;
  readonly place: StorePlace;
  readonly store: Datastore;
  readonly number: number;
}

function storeRows(vcenter: Vcenter): StoreRow[] {
  const stores = inventoryOf(vcenter.seed, vcenter.place, vcenter.observedAt).flatMap((item) =>
    item.type === 'datastore' ? [item.datastore] : [],
  );
  return storesOf(vcenter.place).flatMap((place, i) => {
    const store = stores[i];
    return store === undefined ? [] : [{ vcenter, place, store, number: i + 1 }];
  });
}

export const vDatastore = sheet<StoreRow>(
  'vDatastore',
  [
    text('Name', ({ store }) => store.name),
    always('Config status', 'green'),
    text('Address', ({ place }) => place.address),
    flag('Accessible', ({ store }) => store.accessible),
    text('Type', ({ store }) => store.type),
    int('# VMs total', ({ place }) => place.machines, null),
    int('# VMs', ({ place }) => place.machines),
    int('Capacity MiB', ({ store }) => store.capacityMiB),
    int('Provisioned MiB', ({ store }) => store.provisionedMiB),
    int('In Use MiB', ({ store }) => store.usedMiB),
    int('Free MiB', ({ store }) => store.freeMiB),
    int('Free %', ({ store }) => Math.round(((store.freeMiB ?? 0) / Math.max(1, store.capacityMiB ?? 1)) * 100)),
    flag('SIOC enabled', ({ place }) => place.type === 'VMFS'),
    always('SIOC Threshold', 30),
    int('# Hosts', ({ store }) => store.hostCount),
    text('Hosts', ({ place }) => place.hostNames.join(', ')),
    blank('Cluster name', null),
    blank('Cluster capacity MiB', null),
    blank('Cluster free space MiB', null),
    int('Block size', ({ place }) => (place.type === 'VMFS' ? 1 : undefined)),
    int('Max Blocks', ({ place }) => (place.type === 'VMFS' ? 65_536 : undefined)),
    int('# Extents', ({ place }) => (place.type === 'VMFS' ? 1 : undefined)),
    int('Major Version', ({ place }) => (place.type === 'VMFS' ? 6 : undefined)),
    text('Version', ({ place }) => (place.type === 'VMFS' ? '6.82' : undefined)),
    flag('VMFS Upgradeable', () => false),
    flag('MHA', ({ place }) => place.hostNames.length > 1),
    text('URL', ({ number }) => `ds:///vmfs/volumes/5f0c${number}/`),
    text('Object ID', ({ number }) => `datastore-${number + 40}`, null),
    ...serverOf<StoreRow>(vcenterOf),
  ],
  { ofVcenter: storeRows },
);
