/** A machine as a vCenter describes it. */

import { DEVICE_TYPES } from '../../../core/model/workload.ts';
import type { Device, Nic, WorkloadFacts, WorkloadObservation } from '../../../core/model/workload.ts';
import { devicesOf } from '../machine/devices.ts';
import { momentIn } from '../machine/clock.ts';
import { addressesOf, agentAnswers, filesystemsOf, firmwareOf, guestOsOf, hostNameOf } from '../machine/guest.ts';
import { biosUuidOf, instanceUuidOf } from '../machine/identity.ts';
import { namesOf } from '../machine/name.ts';
import { nicsOf } from '../machine/nics.ts';
import { snapshotsOf } from '../machine/snapshots.ts';
import { annotationOf, tagsOf } from '../machine/tags.ts';
import { utilisationOf } from '../machine/utilisation.ts';
import { changeTrackingOf, vsphereDisks } from '../machine/vsphere-disks.ts';
import type { ClusterPlace, HostPlace, SourcePlace } from '../places/place.ts';
import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';
import { RATES } from '../tables/rates.ts';

const TOOLS_STATUS = {
  current: 'toolsOk',
  old: 'toolsOld',
  stopped: 'toolsNotRunning',
  missing: 'toolsNotInstalled',
} as const;

export function vsphereObservation(
  seed: number,
  slot: Slot,
  place: SourcePlace,
  observedAt: string,
): WorkloadObservation {
  const cluster = place.clusters[slot.cluster];
  if (cluster === undefined) throw new RangeError(`slot ${slot.index} has no cluster`);
  const names = namesOf(seed, slot);
  const nics = nicsOf(seed, slot, place);
  const hostName = hostNameOf(seed, slot, names);
  const facts: WorkloadFacts = {
    name: names.display,
    platform: 'vsphere',
    template: slot.template,
    placeholder: slot.placeholderFor !== undefined,
    powerState: slot.power,
    ...sizeFacts(seed, slot),
    ...storageFacts(seed, slot, cluster, names.display, observedAt),
    ...placeFacts(seed, slot, place, cluster),
    ...hardwareFacts(seed, slot, cluster.hosts[slot.host], nics),
    os: guestOsOf(seed, slot),
    ...(hostName === undefined ? {} : { hostName }),
    ...primaryAddresses(seed, slot, nics.length),
    nics,
    networks: [...new Set(nics.flatMap((nic) => nic.network ?? []))],
    guestToolsStatus: slot.power === 'on' || slot.tools === 'missing' ? TOOLS_STATUS[slot.tools] : 'toolsNotRunning',
    guestToolsVersion: toolsVersion(slot),
    ...noteFacts(seed, slot, observedAt),
    ...tagsOf(seed, slot),
  };
  return {
    sourceId: place.source.id,
    nativeId: `vm-${1000 + slot.ordinal}`,
    scope: place.scope,
    observedAt,
    kind: 'vm',
    identity: {
      biosUuid: biosUuidOf(seed, slot),
      instanceUuid: instanceUuidOf(seed, slot),
      macAddresses: nics.flatMap((nic) => nic.macAddress ?? []),
      ...(hostName?.includes('.') === true && hostName !== 'localhost.localdomain' ? { fqdn: hostName } : {}),
    },
    facts,
  };
}

/** "0" is vSphere's word for none. */
function toolsVersion(slot: Slot): string {
  if (slot.tools === 'missing') return '0';
  if (slot.tools !== 'old') return '12421';
  return slot.year < 2016 ? '9355' : '11269';
}

function sizeFacts(seed: number, slot: Slot): Partial<WorkloadFacts> {
  const random = randomFor(seed, 'size', slot.index);
  const gone = random.chance(RATES.missingCpu);
  const cores = random.pick([1, 1, slot.cpuCount, Math.max(1, Math.floor(slot.cpuCount / 2))]);
  const pinned = random.chance(RATES.cpuAffinity);
  return {
    ...(gone ? {} : { cpuCount: slot.cpuCount, coresPerSocket: slot.cpuCount % cores === 0 ? cores : 1 }),
    ...(random.chance(RATES.missingMemory) ? {} : { memoryMiB: slot.memoryMiB }),
    cpuHotAdd: random.chance(RATES.cpuHotAdd),
    cpuHotRemove: random.chance(RATES.cpuHotAdd / 8),
    memoryHotAdd: random.chance(RATES.memoryHotAdd),
    cpuReservationMhz: random.chance(RATES.cpuReservation) ? slot.cpuCount * 1000 : 0,
    memoryReservationMiB: slot.tier.role === 'sap' || random.chance(RATES.memoryReservation) ? slot.memoryMiB : 0,
    cpuAffinity: pinned ? Array.from({ length: slot.cpuCount }, (_, i) => i) : [],
    numaAffinity: random.chance(RATES.numaAffinity) ? [0] : [],
    latencySensitivity: random.chance(RATES.latencySensitive) ? 'high' : 'normal',
    faultTolerance: slot.power === 'on' && slot.cpuCount <= 8 && random.chance(RATES.faultTolerant),
  };
}

function storageFacts(
  seed: number,
  slot: Slot,
  cluster: ClusterPlace,
  name: string,
  observedAt: string,
): Partial<WorkloadFacts> {
  const random = randomFor(seed, 'storage', slot.index);
  const leader = slot.diskLeader === undefined ? name : namesOf(seed, slot.diskLeader).display;
  const disks = vsphereDisks(seed, slot, cluster, { own: folderName(name), leader: folderName(leader) });
  const snapshots = snapshotsOf(seed, slot, observedAt);
  const snapshotMiB = snapshots.reduce((sum, snapshot) => sum + (snapshot.sizeMiB ?? 0), 0);
  const swapMiB = slot.power === 'on' ? slot.memoryMiB : 0;
  const filesystems = filesystemsOf(seed, slot, disks);
  return {
    disks,
    datastores: [...new Set(disks.flatMap((disk) => disk.datastore ?? []))],
    provisionedMiB: disks.reduce((sum, disk) => sum + (disk.capacityMiB ?? 0), 0) + slot.memoryMiB + snapshotMiB,
    usedMiB: disks.reduce((sum, disk) => sum + (disk.usedMiB ?? 0), 0) + swapMiB + snapshotMiB,
    snapshots,
    ...(filesystems === undefined ? {} : { filesystems }),
    changeTracking: changeTrackingOf(seed, slot),
    consolidationNeeded: slot.placeholderFor === undefined && random.chance(RATES.consolidationNeeded),
    diskUuidEnabled: random.chance(RATES.diskUuid),
  };
}

/** Directory on the store: vSphere replaces what a file name cannot hold. */
export const folderName = (name: string): string => name.replaceAll(/[/\\%]/g, '-');

function placeFacts(seed: number, slot: Slot, place: SourcePlace, cluster: ClusterPlace): Partial<WorkloadFacts> {
  const random = randomFor(seed, 'place', slot.index);
  const full = cluster.hosts[slot.host]?.name ?? '';
  // The two sheets of an export do not always spell a host alike.
  const host = random.chance(RATES.danglingHost) ? (full.split('.')[0] ?? full) : full;
  const datacenter = cluster.datacenter ?? place.source.datacenter;
  const ruled =
    slot.diskLeader !== undefined || (slot.application.slots.length > 1 && random.chance(RATES.clusterRule));
  return {
    connectionState: random.chance(RATES.orphaned)
      ? random.pick(['orphaned', 'inaccessible', 'disconnected'])
      : 'connected',
    datacenter,
    cluster: cluster.name,
    host,
    // Joined by the host's name, which a dangling one has not.
    ...(host === full &&
      cluster.hosts[slot.host] !== undefined && { cpuModel: cluster.hosts[slot.host]?.model.evcMode }),
    clusterDrsEnabled: cluster.drs,
    clusterDpmEnabled: cluster.dpm,
    folder: slot.template ? `/${datacenter}/vm/Templates` : `/${datacenter}/vm/${slot.application.department.name}`,
    resourcePool: `/${datacenter}/${cluster.name}/Resources`,
    haRestartPriority: slot.application.kind.criticality === 'mission-critical' ? 'high' : 'medium',
    affinityRules: ruled ? [`anti-${slot.application.kind.key}-${slot.application.index}-${slot.tier.key}`] : [],
    hostAffinity: random.chance(RATES.hostPinned),
  };
}

function hardwareFacts(
  seed: number,
  slot: Slot,
  host: HostPlace | undefined,
  nics: readonly Nic[],
): Partial<WorkloadFacts> {
  const random = randomFor(seed, 'hardware', slot.index);
  const firmware = firmwareOf(seed, slot);
  const { devices, gpus, tpm } = devicesOf(seed, slot, host);
  return {
    firmware,
    secureBoot: firmware === 'efi' && (tpm || random.chance(RATES.secureBootOnEfi)),
    tpm,
    hardwareVersion: Math.min(virtualHardware(slot.year), host?.vmxMax ?? 21),
    devices: [
      ...devices,
      ...nics.filter((nic) => nic.passthrough === 'sriov').map(({ label }): Device => ({ type: 'sriov', label })),
    ],
    deviceTypesSeen: DEVICE_TYPES,
    gpus,
  };
}

/** Virtual hardware of the vSphere release that was current when the machine was made. */
function virtualHardware(year: number): number {
  const steps = [
    [2010, 4],
    [2011, 7],
    [2013, 8],
    [2015, 9],
    [2016, 10],
    [2017, 11],
    [2019, 13],
    [2020, 14],
    [2021, 15],
    [2023, 19],
    [2025, 20],
  ] as const;
  return steps.find(([before]) => year < before)?.[1] ?? 21;
}

function primaryAddresses(seed: number, slot: Slot, nics: number): Pick<WorkloadFacts, 'ipAddresses'> {
  const addresses = addressesOf(seed, slot, nics);
  return addresses === undefined ? {} : { ipAddresses: addresses.flat() };
}

function noteFacts(seed: number, slot: Slot, observedAt: string): Partial<WorkloadFacts> {
  const random = randomFor(seed, 'notes', slot.index);
  const annotation = annotationOf(seed, slot);
  const utilisation = utilisationOf(seed, slot);
  const { role } = slot.tier;
  return {
    createdAt: momentIn(slot.year, observedAt, random),
    ...(annotation === undefined ? {} : { annotation }),
    ...(utilisation === undefined ? {} : { utilisation }),
    // Seen by the guest's service discovery, so only where an agent answers.
    ...(agentAnswers(seed, slot) ? { roles: role === undefined ? [] : [role] } : {}),
  };
}
