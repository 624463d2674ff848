/**
 * The shape of one item of an inventory, for items that come from outside: an estate file, a package. What the types
 * promise is checked here once, so that nothing after it has to doubt it.
 */

import { z } from 'zod';
import { CPU_PINNING_POLICIES, DEVICE_TYPES, DISK_BACKINGS, WORKLOAD_ROLES } from './workload.ts';
import type { WorkloadFacts } from './workload.ts';

const text = z.string().max(65_536);
const list = z.array(text).max(100_000);
const amount = z.number().nonnegative();
const time = z.iso.datetime({ offset: true });
const flag = z.boolean();

const os = z.strictObject({
  id: text.optional(),
  family: z.enum(['windows', 'linux', 'other']).optional(),
  product: text.optional(),
  name: text.optional(),
  version: text.optional(),
  architecture: z.enum(['x86_64', 'x86', 'arm64', 'other']).optional(),
  candidates: list.optional(),
  candidateVersions: list.optional(),
  configuredAs: text.optional(),
  reportedAs: text.optional(),
  nativeId: text.optional(),
});

const disk = z.strictObject({
  label: text,
  key: text.optional(),
  capacityMiB: amount.optional(),
  usedMiB: amount.optional(),
  datastore: text.optional(),
  path: text.optional(),
  thin: flag.optional(),
  mode: z
    .enum(['persistent', 'independent_persistent', 'independent_nonpersistent', 'nonpersistent', 'append', 'undoable'])
    .optional(),
  shared: flag.optional(),
  rawDeviceMapping: flag.optional(),
  rawCompatibility: z.enum(['physical', 'virtual']).optional(),
  controller: text.optional(),
  bus: z.enum(['scsi', 'sata', 'ide', 'nvme', 'virtio', 'usb', 'other']).optional(),
  sharedBus: z.enum(['none', 'virtual', 'physical']).optional(),
  changeTracking: flag.optional(),
  uuid: text.optional(),
  tier: text.optional(),
  iops: amount.optional(),
  throughputMiBps: amount.optional(),
  encryption: z.enum(['none', 'platform-key', 'customer-key', 'both-keys']).optional(),
  backing: z.enum(DISK_BACKINGS).optional(),
  scsiReservation: flag.optional(),
  onFileShare: flag.optional(),
  condition: z.enum(['ok', 'busy', 'broken']).optional(),
});

const nic = z.strictObject({
  label: text,
  network: text.optional(),
  switchName: text.optional(),
  macAddress: text.optional(),
  adapter: text.optional(),
  connected: flag.optional(),
  startConnected: flag.optional(),
  ipAddresses: list.optional(),
  passthrough: z.enum(['none', 'sriov', 'direct-path']).optional(),
  filtered: flag.optional(),
  bandwidthLimited: flag.optional(),
  mirrored: flag.optional(),
  tuned: flag.optional(),
  networkKnown: flag.optional(),
});

const deviceType = z.enum(DEVICE_TYPES);

const utilisation = z.strictObject({
  cpuAvgPct: amount.optional(),
  cpuP95Pct: amount.optional(),
  cpuMaxPct: amount.optional(),
  memoryAvgPct: amount.optional(),
  memoryP95Pct: amount.optional(),
  memoryMaxPct: amount.optional(),
  diskReadMiBps: amount.optional(),
  diskWriteMiBps: amount.optional(),
  diskIops: amount.optional(),
  windowDays: amount.optional(),
});

/** One line per fact: a new one that is missing here does not compile. Its keys and types are what users' rules may read. */
export const FACT_SCHEMAS = {
  name: text,
  platform: text,
  template: flag,
  placeholder: flag,
  powerState: z.enum(['on', 'off', 'suspended']),
  connectionState: text,
  cpuCount: amount,
  coresPerSocket: amount,
  memoryMiB: amount,
  provisionedMiB: amount,
  usedMiB: amount,
  os,
  hostName: text,
  ipAddresses: list,
  firmware: z.enum(['bios', 'efi']),
  secureBoot: flag,
  tpm: flag,
  hardwareVersion: amount,
  generation: amount,
  disks: z.array(disk).max(10_000),
  nics: z.array(nic).max(10_000),
  networks: list,
  datastores: list,
  snapshots: z
    .array(
      z.strictObject({
        name: text,
        createdAt: text.optional(),
        sizeMiB: amount.optional(),
        quiesced: flag.optional(),
        memory: flag.optional(),
      }),
    )
    .max(10_000),
  filesystems: z
    .array(
      z.strictObject({
        path: text,
        capacityMiB: amount.optional(),
        freeMiB: amount.optional(),
        diskKey: amount.optional(),
      }),
    )
    .max(10_000),
  devices: z
    .array(z.strictObject({ type: deviceType, label: text.optional(), connected: flag.optional() }))
    .max(10_000),
  deviceTypesSeen: z.array(deviceType),
  gpus: z
    .array(
      z.strictObject({
        type: text.optional(),
        count: amount,
        memoryGiB: amount.optional(),
        shared: flag.optional(),
      }),
    )
    .max(1000),
  changeTracking: flag,
  cpuHotAdd: flag,
  cpuHotRemove: flag,
  memoryHotAdd: flag,
  cpuReservationMhz: amount,
  memoryReservationMiB: amount,
  cpuAffinity: z.array(amount),
  numaAffinity: z.array(amount),
  cpuPinningPolicy: z.enum(CPU_PINNING_POLICIES),
  cpuShares: amount,
  guestNumaNodes: amount,
  ballooning: flag,
  pageSharing: flag,
  ioThreads: amount,
  bootMenu: flag,
  displays: list,
  customSettings: list,
  latencySensitivity: text,
  consolidationNeeded: flag,
  faultTolerance: flag,
  diskUuidEnabled: flag,
  guestToolsStatus: text,
  guestToolsVersion: text,
  haRestartPriority: text,
  highAvailability: flag,
  resumeBehavior: text,
  liveMigratable: flag,
  affinityRules: list,
  hostAffinity: flag,
  datacenter: text,
  cluster: text,
  clusterDrsEnabled: flag,
  clusterDpmEnabled: flag,
  host: text,
  folder: text,
  resourcePool: text,
  vApp: text,
  namespace: text,
  region: text,
  zone: text,
  size: text,
  licenseType: text,
  securityType: text,
  interruptible: flag,
  exportedBy: text,
  annotation: text,
  createdAt: text,
  tags: z.record(text, text),
  utilisation,
  roles: z.array(z.enum(WORKLOAD_ROLES)),
  rolesSeen: z.array(z.enum(WORKLOAD_ROLES)),
  guestFeatures: list,
  software: z.array(z.strictObject({ name: text, version: text.optional(), publisher: text.optional() })).max(100_000),
  guestServices: z
    .array(
      z.strictObject({
        name: text,
        title: text.optional(),
        state: z.enum(['running', 'stopped']).optional(),
        startMode: z.enum(['automatic', 'manual', 'disabled']).optional(),
      }),
    )
    .max(100_000),
  webSites: z
    .array(z.strictObject({ name: text, bindings: list.optional(), runtime: text.optional(), path: text.optional() }))
    .max(10_000),
  dotNetVersions: list,
  bootDiskLayout: z.enum(['mbr', 'gpt']),
  guestEncryption: list,
  cpuModel: text,
  images: list,
  privileged: flag,
  hostPaths: list,
  controller: text,
  cpuRequestMilli: amount,
  memoryRequestMiB: amount,
  cpuLimitMilli: amount,
  memoryLimitMiB: amount,
  replicas: amount,
  application: text,
  environment: text,
  criticality: z.enum(['low', 'medium', 'high', 'mission-critical']),
  dataClasses: list,
  owner: text,
} satisfies { readonly [K in keyof WorkloadFacts]-?: z.ZodType };

const seenBy = z.looseObject({ sourceId: text, nativeId: text, observedAt: time });
const entity = z.looseObject({ id: text, name: text, platform: text, observedBy: seenBy });

export const inventoryItemSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('workload'),
    observation: z.strictObject({
      sourceId: text,
      nativeId: text.min(1),
      scope: text.optional(),
      observedAt: time,
      kind: z.enum(['vm', 'container', 'ai']),
      identity: z.strictObject({
        biosUuid: text.optional(),
        instanceUuid: text.optional(),
        macAddresses: list.optional(),
        fqdn: text.optional(),
      }),
      facts: z.strictObject(FACT_SCHEMAS).partial(),
    }),
  }),
  z.strictObject({ type: z.literal('host'), host: entity }),
  z.strictObject({ type: z.literal('cluster'), cluster: entity }),
  z.strictObject({ type: z.literal('network'), network: entity }),
  z.strictObject({ type: z.literal('datastore'), datastore: entity }),
  z.strictObject({
    type: z.literal('dependency'),
    dependency: z.looseObject({
      fromWorkloadId: text,
      toWorkloadId: text,
      confidencePct: amount,
      evidence: text,
      sourceId: text,
    }),
  }),
]);
