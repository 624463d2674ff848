/** Hosts, clusters, networks and datastores of the export, from their sheets or, without them, from the machines. */

import type { Cluster, Datastore, Host, Network, ObservedBy } from '../../core/model/estate.ts';
import type { EntityPrefix } from '../../core/model/ids.ts';
import { entityId } from '../../core/model/ids.ts';
import { BYTES_PER_MIB } from '../../core/model/units.ts';
import type { InventoryItem } from '../provider.ts';
import type { Collected } from './collect.ts';
import type { NamedPlaces } from './named-places.ts';
import type { Row, SheetData } from './sheet-data.ts';
import { DVPORT, VCLUSTER, VDATASTORE, VHOST, VPORT } from './sheets/inventory.ts';
import { VINFO } from './sheets/vinfo.ts';
import { stated } from './values.ts';

export interface InventoryOptions {
  readonly sourceId: string;
  readonly platform: string;
  readonly observedAt: string;
}

interface Base {
  readonly id: string;
  readonly name: string;
  readonly platform: string;
  readonly observedBy: ObservedBy;
}

/** Ids are made of the vCenter and the name; the first row of an id wins. Sorted by id. */
export function inventoryItems(collected: Collected, named: NamedPlaces, options: InventoryOptions): InventoryItem[] {
  const items = new Map<string, InventoryItem>();
  const add = (id: string, item: InventoryItem): void => {
    if (!items.has(id)) items.set(id, item);
  };
  // Where vInfo does not say which vCenter, machines name their places without it: then no sheet's word of it may count.
  const scoped = collected.data(VINFO).hasColumn('scope');
  const base = (prefix: EntityPrefix, scope: string | undefined, name: string, nativeId = name): Base => ({
    id: entityId(prefix, (scoped ? scope : undefined) ?? options.sourceId, name),
    name,
    platform: options.platform,
    observedBy: { sourceId: options.sourceId, nativeId, observedAt: options.observedAt },
  });

  const datacenters = new Map<string, string>();
  for (const row of rowsOf(collected.data(VHOST))) {
    const name = row.text('host');
    if (name === undefined) continue;
    const host: Host = stated({ ...base('host', scopeOf(row), name, row.text('objectId')), ...hostFields(row) });
    if (host.cluster !== undefined && host.datacenter !== undefined) datacenters.set(host.cluster, host.datacenter);
    add(host.id, { type: 'host', host });
  }
  for (const row of rowsOf(collected.data(VCLUSTER))) {
    const name = row.text('name');
    if (name === undefined) continue;
    const fields = { ...clusterFields(row), datacenter: datacenters.get(name) };
    const cluster: Cluster = stated({ ...base('cl', scopeOf(row), name, row.text('objectId')), ...fields });
    add(cluster.id, { type: 'cluster', cluster });
  }
  for (const row of rowsOf(collected.data(VDATASTORE))) {
    const name = row.text('name');
    if (name === undefined) continue;
    const datastore: Datastore = stated({
      ...base('ds', scopeOf(row), name, row.text('objectId')),
      ...datastoreFields(row),
    });
    add(datastore.id, { type: 'datastore', datastore });
  }
  for (const row of rowsOf(collected.data(DVPORT))) {
    const name = row.text('port');
    if (name === undefined) continue;
    const fields: Partial<Network> = {
      kind: 'distributed',
      switchName: row.text('switchName'),
      vlanId: vlanOf(row.text('vlan')),
    };
    const network: Network = stated({ ...base('net', scopeOf(row), name, row.text('objectId')), ...fields });
    add(network.id, { type: 'network', network });
  }
  for (const row of rowsOf(collected.data(VPORT))) {
    const name = row.text('portGroup');
    if (name === undefined) continue;
    const fields: Partial<Network> = {
      kind: 'standard',
      datacenter: row.text('datacenter'),
      switchName: row.text('switchName'),
      vlanId: vlanOf(row.text('vlan')),
    };
    const network: Network = stated({ ...base('net', scopeOf(row), name), ...fields });
    add(network.id, { type: 'network', network });
  }
  for (const { scope, name, datacenter } of named.clusters) {
    const cluster: Cluster = stated({ ...base('cl', scope, name), datacenter });
    add(cluster.id, { type: 'cluster', cluster });
  }
  for (const { scope, name } of named.networks) {
    const network: Network = base('net', scope, name);
    add(network.id, { type: 'network', network });
  }
  // A machine may name a host or datastore differently from its sheet; another one of no size would count twice.
  for (const { scope, name, datacenter, cluster } of collected.data(VHOST).rows === 0 ? named.hosts : []) {
    const host: Host = stated({ ...base('host', scope, name), datacenter, cluster });
    add(host.id, { type: 'host', host });
  }
  for (const { scope, name } of collected.data(VDATASTORE).rows === 0 ? named.datastores : []) {
    const datastore: Datastore = base('ds', scope, name);
    add(datastore.id, { type: 'datastore', datastore });
  }
  return [...items.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, item]) => item);
}

function* rowsOf<F extends string>(data: SheetData<F>): Generator<Row<F>> {
  for (let index = 0; index < data.rows; index++) yield data.at(index);
}

const scopeOf = (row: Row<'scope'>): string | undefined => row.text('scope')?.toLowerCase();

function hostFields(row: Row<keyof typeof VHOST.columns>): Partial<Host> {
  return {
    datacenter: row.text('datacenter'),
    cluster: row.text('cluster'),
    vendor: row.text('vendor'),
    model: row.text('model'),
    serialNumber: row.word('serial'),
    cpuModel: row.text('cpuModel'),
    cpuSockets: row.amount('sockets'),
    coresPerSocket: row.amount('coresPerSocket'),
    cpuCores: row.amount('cores'),
    cpuMhz: row.amount('speed'),
    hyperThreading: row.flag('hyperThreading'),
    memoryMiB: row.amount('memory'),
    cpuUsagePct: row.amount('cpuUsage'),
    memoryUsagePct: row.amount('memoryUsage'),
    workloadCount: row.amount('vmsTotal') ?? row.amount('vms'),
    version: row.text('version'),
    evcMode: row.text('evc'),
    inMaintenance: row.flag('maintenance'),
    certificateExpiresAt: row.date('certificateExpiry'),
  };
}

function clusterFields(row: Row<keyof typeof VCLUSTER.columns>): Partial<Cluster> {
  return {
    hostCount: row.amount('hosts'),
    cpuCores: row.amount('cores'),
    memoryMiB: clusterMemoryMiB(row.amount('memory')),
    haEnabled: row.flag('ha'),
    drsEnabled: row.flag('drs'),
    dpmEnabled: row.flag('dpm'),
    failoverLevel: row.amount('failoverLevel'),
  };
}

/** Some versions write the API's bytes here, others MiB. No cluster has a billion MiB, and none has less than a GiB. */
function clusterMemoryMiB(value: number | undefined): number | undefined {
  return value !== undefined && value > 1e9 ? Math.round(value / BYTES_PER_MIB) : value;
}

function datastoreFields(row: Row<keyof typeof VDATASTORE.columns>): Partial<Datastore> {
  return {
    type: row.text('type'),
    capacityMiB: row.amount('capacity'),
    provisionedMiB: row.amount('provisioned'),
    usedMiB: row.amount('inUse'),
    freeMiB: row.amount('free'),
    accessible: row.flag('accessible'),
    hostCount: row.amount('hosts'),
    cluster: row.text('cluster'),
  };
}

/** A single VLAN id; trunks and ranges ("0-4094", "100,200") have none. */
function vlanOf(text: string | undefined): number | undefined {
  const digits = /^(\d{1,4})$/.exec(text ?? '')?.[1];
  return digits === undefined || Number(digits) > 4095 ? undefined : Number(digits);
}
