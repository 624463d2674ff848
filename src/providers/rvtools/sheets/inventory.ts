/** Sheets of hosts, clusters, datastores and networks. */

import { defineSheet } from '../sheet.ts';

const SCOPE = { scope: ['VI SDK UUID', 'vCenter UUID'], objectId: ['Object ID'] } as const;

export const VHOST = defineSheet({
  name: 'vHost',
  use: 'inventory',
  key: 'host',
  signature: ['host', 'cpuModel', 'cores'],
  columns: {
    ...SCOPE,
    host: ['Host', 'Name', 'Host Name'],
    datacenter: ['Datacenter'],
    cluster: ['Cluster'],
    maintenance: ['in Maintenance Mode', 'Maintenance Mode'],
    cpuModel: ['CPU Model'],
    speed: ['Speed', 'Cpu MHz'],
    hyperThreading: ['HT Active'],
    sockets: ['# CPU', 'Num Cpu'],
    coresPerSocket: ['Cores per CPU'],
    cores: ['# Cores', 'Num Cpu Cores'],
    cpuUsage: ['CPU usage %', 'Overall Cpu Usage'],
    memory: ['# Memory', 'Memory Size', 'Memory'],
    memoryUsage: ['Memory usage %', 'Overall Memory Usage'],
    vmsTotal: ['# VMs total', 'VMs Total'],
    vms: ['# VMs', 'VMs'],
    evc: ['Current EVC'],
    version: ['ESX Version', 'Full Name'],
    vendor: ['Vendor'],
    model: ['Model'],
    serial: ['Serial number'],
    certificateExpiry: ['Certificate Expiry Date'],
  },
  facts: { cpuModel: 'evc' },
  cost: 'Hosts have no size: capacity of the present sites and host-level placement cannot be computed.',
});

export const VCLUSTER = defineSheet({
  name: 'vCluster',
  use: 'inventory',
  key: 'name',
  signature: ['name', 'hosts', 'effectiveHosts'],
  columns: {
    ...SCOPE,
    name: ['Name', 'Cluster'],
    hosts: ['NumHosts'],
    effectiveHosts: ['numEffectiveHosts'],
    cores: ['NumCpuCores'],
    memory: ['TotalMemory'],
    ha: ['HA enabled'],
    failoverLevel: ['Failover Level'],
    drs: ['DRS enabled'],
    dpm: ['DPM enabled'],
  },
  facts: { clusterDrsEnabled: 'drs', clusterDpmEnabled: 'dpm' },
  cost: 'Whether DRS, DPM and HA act on the machines stays unknown.',
});

export const VDATASTORE = defineSheet({
  name: 'vDatastore',
  use: 'inventory',
  key: 'name',
  signature: ['name', 'capacity', 'accessible'],
  columns: {
    ...SCOPE,
    name: ['Name', 'Datastore'],
    type: ['Type'],
    capacity: ['Capacity MiB', 'Capacity'],
    provisioned: ['Provisioned MiB', 'Provisioned'],
    inUse: ['In Use MiB', 'In Use'],
    free: ['Free MiB', 'Free', 'Free Space MiB', 'Free Space'],
    accessible: ['Accessible'],
    hosts: ['# Hosts', 'Num Hosts'],
    cluster: ['Cluster name', 'Datastore Cluster'],
  },
  facts: {},
  cost: 'Datastores have no size or type: storage capacity and storage mapping are incomplete.',
});

export const DVPORT = defineSheet({
  name: 'dvPort',
  use: 'inventory',
  key: 'port',
  signature: ['port', 'switchName', 'activeUplink'],
  columns: {
    ...SCOPE,
    port: ['Port', 'Name', 'Port Group'],
    switchName: ['Switch'],
    vlan: ['VLAN', 'VLAN ID'],
    activeUplink: ['Active Uplink'],
  },
  facts: {},
  cost: 'Distributed port groups have no VLAN: network mapping is by name only.',
});

export const VPORT = defineSheet({
  name: 'vPort',
  use: 'inventory',
  key: 'portGroup',
  signature: ['host', 'portGroup', 'vlan'],
  columns: {
    ...SCOPE,
    host: ['Host'],
    datacenter: ['Datacenter'],
    portGroup: ['Port Group', 'Portgroup'],
    switchName: ['Switch'],
    vlan: ['VLAN', 'VLAN ID'],
  },
  facts: {},
  cost: 'Standard port groups have no VLAN: network mapping is by name only.',
});
