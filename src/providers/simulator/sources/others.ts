/** Machines as Hyper-V, libvirt, a Kubernetes cluster and a cloud describe them. Each says less than a vCenter, and other things. */

import { DEVICE_TYPES } from '../../../core/model/workload.ts';
import type { WorkloadFacts, WorkloadObservation } from '../../../core/model/workload.ts';
import { momentIn } from '../machine/clock.ts';
import { hypervPlaceFacts, qemuFacts } from '../machine/beyond-vsphere.ts';
import { devicesOf } from '../machine/devices.ts';
import { agentAnswers, filesystemsOf, firmwareOf, guestOsOf, hostNameOf } from '../machine/guest.ts';
import { biosUuidOf, uuid } from '../machine/identity.ts';
import { namesOf } from '../machine/name.ts';
import { nicsOf } from '../machine/nics.ts';
import { plainDisks } from '../machine/plain-disks.ts';
import { snapshotsOf } from '../machine/snapshots.ts';
import { tagsOf } from '../machine/tags.ts';
import { utilisationOf } from '../machine/utilisation.ts';
import type { SourcePlace } from '../places/place.ts';
import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';
import { RATES } from '../tables/rates.ts';

export function otherObservation(
  seed: number,
  slot: Slot,
  place: SourcePlace,
  observedAt: string,
): WorkloadObservation {
  if (slot.workloadKind !== 'vm') return containerObservation(seed, slot, place, observedAt);
  const facts = machineFacts(seed, slot, place, observedAt);
  const { kind } = place.source;
  const id = uuid(seed, 'native', slot.index);
  const own =
    kind === 'hyperv'
      ? { ...hypervFacts(seed, slot), ...hypervPlaceFacts(seed, slot, facts.cluster !== undefined, facts) }
      : kind === 'kvm'
        ? { ...kvmFacts(), ...qemuFacts(seed, slot, facts) }
        : kind === 'azure'
          ? azureFacts(seed, slot)
          : kubevirtFacts(slot, facts);
  const nativeId = kind === 'azure' ? azureId(slot, facts.name ?? id) : id;
  return {
    sourceId: place.source.id,
    nativeId,
    scope: place.scope,
    observedAt,
    kind: 'vm',
    identity: {
      // libvirt's own id is the machine's hardware id; the others keep the two apart.
      biosUuid: kind === 'kvm' ? nativeId : biosUuidOf(seed, slot),
      macAddresses: (facts.nics ?? []).flatMap((nic) => nic.macAddress ?? []),
      ...(facts.hostName?.includes('.') === true && facts.hostName !== 'localhost.localdomain'
        ? { fqdn: facts.hostName }
        : {}),
    },
    facts: { ...facts, ...own },
  };
}

/** What all four can say of a virtual machine. */
function machineFacts(seed: number, slot: Slot, place: SourcePlace, observedAt: string): WorkloadFacts {
  const cluster = place.clusters[slot.cluster];
  const names = namesOf(seed, slot);
  const display = place.source.kind === 'azure' || place.source.kind === 'openshift' ? names.guest : names.display;
  const leader = slot.diskLeader === undefined ? display : namesOf(seed, slot.diskLeader).display;
  const disks = plainDisks(seed, slot, cluster, display, leader);
  const nics = nicsOf(seed, slot, place);
  const { configuredAs: _configured, nativeId: _native, candidates: _candidates, ...os } = guestOsOf(seed, slot);
  const hostName = hostNameOf(seed, slot, names);
  const filesystems = place.source.kind === 'azure' ? undefined : filesystemsOf(seed, slot, disks);
  const utilisation = utilisationOf(seed, slot);
  const datastores = [...new Set(disks.flatMap((disk) => disk.datastore ?? []))];
  const answers = agentAnswers(seed, slot);
  return {
    name: display,
    platform: place.source.kind,
    powerState: slot.power,
    cpuCount: slot.cpuCount,
    memoryMiB: slot.memoryMiB,
    provisionedMiB: disks.reduce((sum, disk) => sum + (disk.capacityMiB ?? 0), 0),
    disks,
    nics,
    networks: [...new Set(nics.flatMap((nic) => nic.network ?? []))],
    ...(place.source.kind === 'azure' ? {} : { datastores, host: cluster?.hosts[slot.host]?.name ?? '' }),
    // Without an agent these platforms know the family at most.
    os: answers || place.source.kind === 'azure' ? os : os.family === undefined ? {} : { family: os.family },
    ...(hostName === undefined ? {} : { hostName }),
    ...(answers && slot.power === 'on' ? { ipAddresses: nics.flatMap((nic) => nic.ipAddresses ?? []) } : {}),
    ...(filesystems === undefined ? {} : { filesystems }),
    ...(utilisation === undefined ? {} : { utilisation }),
    ...(answers ? { roles: slot.tier.role === undefined ? [] : [slot.tier.role] } : {}),
    createdAt: momentIn(slot.year, observedAt, randomFor(seed, 'notes', slot.index)),
    ...sharedFacts(seed, slot, place, observedAt),
  };
}

function sharedFacts(seed: number, slot: Slot, place: SourcePlace, observedAt: string): Partial<WorkloadFacts> {
  const { kind } = place.source;
  const cluster = place.clusters[slot.cluster];
  const { devices, gpus, tpm } = devicesOf(seed, slot, cluster?.hosts[slot.host]);
  const firmware = firmwareOf(seed, slot);
  const secureBoot = firmware === 'efi' && randomFor(seed, 'secure boot', slot.index).chance(RATES.secureBootOnEfi);
  return {
    ...(cluster?.named === true ? { cluster: cluster.name } : {}),
    ...(kind === 'azure'
      ? { securityType: secureBoot || tpm ? 'TrustedLaunch' : 'Standard' }
      : { snapshots: snapshotsOf(seed, slot, observedAt), devices, deviceTypesSeen: DEVICE_TYPES }),
    firmware,
    secureBoot,
    tpm,
    gpus,
    // libvirt has no tags.
    ...(kind === 'kvm' ? {} : tagsOf(seed, slot)),
  };
}

function hypervFacts(seed: number, slot: Slot): Partial<WorkloadFacts> {
  const second = firmwareOf(seed, slot) === 'efi';
  return {
    generation: second ? 2 : 1,
    changeTracking: slot.year >= 2017 && slot.diskLeader === undefined,
    guestToolsStatus: slot.tools === 'missing' ? 'notInstalled' : 'ok',
  };
}

const kvmFacts = (): Partial<WorkloadFacts> => ({ cpuAffinity: [], numaAffinity: [] });

const kubevirtFacts = (slot: Slot, { disks = [] }: WorkloadFacts): Partial<WorkloadFacts> => ({
  namespace: namespaceOf(slot),
  cpuModel: 'host-model',
  cpuPinningPolicy: 'none',
  disks: disks.map((disk) => ({ ...disk, condition: 'ok' as const })),
});

const namespaceOf = (slot: Slot): string => `${slot.application.kind.key}-${slot.application.environment}`;

const AZURE_FAMILIES = {
  compute: { letter: 'F', suffix: 's_v2', gibPerCpu: 2 },
  general: { letter: 'D', suffix: 's_v5', gibPerCpu: 4 },
  memory: { letter: 'E', suffix: 's_v5', gibPerCpu: 8 },
} as const;
const AZURE_CPUS = [2, 4, 8, 16, 32] as const;

/** The size sets vCPUs and memory: the next one up from what was asked for. */
function azureFacts(seed: number, slot: Slot): Partial<WorkloadFacts> {
  const region = randomFor(seed, 'region', slot.application.index).chance(0.75) ? 'westeurope' : 'germanywestcentral';
  if (slot.tier.special === 'gpu' || slot.tier.special === 'inference') {
    return { region, size: 'Standard_NC24ads_A100_v4', cpuCount: 24, memoryMiB: 220 * 1024 };
  }
  const perCpu = slot.memoryMiB / 1024 / slot.cpuCount;
  const family = AZURE_FAMILIES[perCpu >= 7 ? 'memory' : perCpu >= 3 ? 'general' : 'compute'];
  const cpuCount = AZURE_CPUS.find((cpus) => cpus >= slot.cpuCount) ?? 32;
  return {
    region,
    size: `Standard_${family.letter}${cpuCount}${family.suffix}`,
    cpuCount,
    memoryMiB: cpuCount * family.gibPerCpu * 1024,
  };
}

const azureId = (slot: Slot, name: string): string =>
  `/subscriptions/00000000-0000-4000-8000-5100c0ffee00/resourceGroups/rg-${slot.application.kind.key}-${slot.application.environment}/providers/Microsoft.Compute/virtualMachines/${name}`;

/** A Deployment or an InferenceService; its pods come and go and are not listed. */
function containerObservation(seed: number, slot: Slot, place: SourcePlace, observedAt: string): WorkloadObservation {
  const names = namesOf(seed, slot);
  const cluster = place.clusters[slot.cluster];
  const random = randomFor(seed, 'container', slot.index);
  const utilisation = utilisationOf(seed, slot);
  const ai = slot.workloadKind === 'ai';
  const images = ai
    ? ['registry.nordwerk.example/serving/vllm:0.9.2']
    : [
        `registry.nordwerk.example/${slot.application.kind.key}/${slot.tier.key}:${random.between(1, 9)}.${random.between(0, 30)}.${random.between(0, 9)}`,
      ];
  return {
    sourceId: place.source.id,
    nativeId: uuid(seed, 'native', slot.index),
    scope: place.scope,
    observedAt,
    kind: slot.workloadKind,
    identity: {},
    facts: {
      name: names.display,
      platform: 'openshift',
      powerState: 'on',
      cpuCount: slot.cpuCount,
      memoryMiB: slot.memoryMiB,
      os: { family: 'linux', architecture: 'x86_64' },
      namespace: namespaceOf(slot),
      ...(cluster?.named === true ? { cluster: cluster.name } : {}),
      networks: ['Pod network'],
      images,
      replicas: ai ? 1 : random.pick([1, 2, 2, 3, 5]),
      gpus: devicesOf(seed, slot, cluster?.hosts[slot.host]).gpus,
      createdAt: momentIn(Math.max(slot.year, 2021), observedAt, random),
      ...(utilisation === undefined ? {} : { utilisation }),
      ...tagsOf(seed, slot),
    },
  };
}
