/** Fields computed from a workload's parts. A sum or a "some" is unknown when a part it needs is unknown. */

import type { Field, FieldGroup, FieldType, FieldUnit, FieldValue, WorkloadRow } from './field.ts';
import { DEVICE_TYPES } from './workload.ts';
import type { Utilisation } from './workload.ts';

function derived(
  path: string,
  title: string,
  type: FieldType,
  group: FieldGroup,
  read: (row: WorkloadRow) => FieldValue | undefined,
  extra: { unit?: FieldUnit; description?: string; values?: readonly string[] } = {},
): Field {
  return { path, title, type, group, ...extra, read };
}

function sum(values: readonly (number | undefined)[] | undefined): number | undefined {
  if (values === undefined) return undefined;
  let total = 0;
  for (const value of values) {
    if (value === undefined) return undefined;
    total += value;
  }
  return total;
}

/** True when one is, false when all are known not to be. */
function some(values: readonly (boolean | undefined)[] | undefined): boolean | undefined {
  if (values === undefined) return undefined;
  if (values.includes(true)) return true;
  return values.includes(undefined) ? undefined : false;
}

function distinct(values: readonly (string | undefined)[] | undefined): readonly string[] | undefined {
  if (values === undefined) return undefined;
  const known = values.filter((value): value is string => value !== undefined);
  return known.length === 0 && values.length > 0 ? undefined : [...new Set(known)].sort();
}

function earliest(values: readonly (string | undefined)[] | undefined): string | undefined {
  if (values === undefined || values.includes(undefined)) return undefined;
  return values.reduce<string | undefined>(
    (least, value) => (least === undefined || (value ?? '') < least ? value : least),
    undefined,
  );
}

const usage = (key: keyof Utilisation, title: string, unit: FieldUnit): Field =>
  derived(`utilisation.${key}`, title, 'number', 'size', (row) => row.facts.utilisation?.[key], { unit });

export const DERIVED_FIELDS: readonly Field[] = [
  derived('id', 'Id', 'text', 'identity', (row) => row.id),
  derived('kind', 'Kind', 'text', 'identity', (row) => row.kind, { values: ['vm', 'container', 'ai'] }),
  derived('biosUuid', 'BIOS UUID', 'text', 'identity', (row) => row.identity.biosUuid),
  derived('instanceUuid', 'Instance UUID', 'text', 'identity', (row) => row.identity.instanceUuid),
  derived('fqdn', 'FQDN', 'text', 'identity', (row) => row.identity.fqdn),
  derived('macAddresses', 'MAC addresses', 'list', 'network', (row) => row.identity.macAddresses),
  derived('os.id', 'OS release', 'text', 'system', (row) => row.facts.os?.id),
  derived('os.product', 'OS product', 'text', 'system', (row) => row.facts.os?.product),
  derived('os.family', 'OS family', 'text', 'system', (row) => row.facts.os?.family, {
    values: ['windows', 'linux', 'other'],
  }),
  derived('os.name', 'OS', 'text', 'system', (row) => row.facts.os?.name),
  {
    ...derived('os.version', 'OS version', 'version', 'system', (row) => row.facts.os?.version),
    description: 'When only a choice of releases is known, a comparison that holds for all of them holds.',
    readPossible: (row) => row.facts.os?.candidateVersions,
  },
  derived('os.architecture', 'Architecture', 'text', 'system', (row) => row.facts.os?.architecture, {
    values: ['x86_64', 'x86', 'arm64', 'other'],
  }),
  derived('os.candidates', 'OS may be', 'list', 'system', (row) => row.facts.os?.candidates),
  derived('os.configuredAs', 'OS as configured', 'text', 'system', (row) => row.facts.os?.configuredAs),
  derived('os.reportedAs', 'OS as reported', 'text', 'system', (row) => row.facts.os?.reportedAs),
  derived('disks.count', 'Disks', 'number', 'storage', (row) => row.facts.disks?.length),
  derived(
    'disks.capacityMiB',
    'Disk capacity',
    'number',
    'storage',
    (row) => sum(row.facts.disks?.map((disk) => disk.capacityMiB)),
    { unit: 'MiB' },
  ),
  derived(
    'disks.largestMiB',
    'Largest disk',
    'number',
    'storage',
    (row) => {
      const sizes = row.facts.disks?.map((disk) => disk.capacityMiB ?? Number.NaN);
      const most = sizes === undefined || sizes.length === 0 ? Number.NaN : Math.max(...sizes);
      return Number.isNaN(most) ? undefined : most;
    },
    { unit: 'MiB' },
  ),
  derived('disks.shared', 'Shared disk', 'boolean', 'storage', (row) =>
    some(row.facts.disks?.map((disk) => disk.shared)),
  ),
  derived('disks.rawDeviceMapping', 'Raw device mapping', 'boolean', 'storage', (row) =>
    some(row.facts.disks?.map((disk) => disk.rawDeviceMapping)),
  ),
  derived('disks.independent', 'Independent disk', 'boolean', 'storage', (row) =>
    some(row.facts.disks?.map((disk) => (disk.mode === undefined ? undefined : disk.mode.startsWith('independent_')))),
  ),
  derived('nics.count', 'Network cards', 'number', 'network', (row) => row.facts.nics?.length),
  derived('nics.adapters', 'Network adapters', 'list', 'network', (row) =>
    distinct(row.facts.nics?.map((nic) => nic.adapter)),
  ),
  derived('snapshots.count', 'Snapshots', 'number', 'storage', (row) => row.facts.snapshots?.length),
  derived(
    'snapshots.sizeMiB',
    'Snapshot size',
    'number',
    'storage',
    (row) => sum(row.facts.snapshots?.map((snapshot) => snapshot.sizeMiB)),
    { unit: 'MiB' },
  ),
  derived('snapshots.oldest', 'Oldest snapshot', 'date', 'storage', (row) =>
    earliest(row.facts.snapshots?.map((snapshot) => snapshot.createdAt)),
  ),
  derived('filesystems.count', 'Filesystems', 'number', 'guest', (row) => row.facts.filesystems?.length),
  {
    ...derived('devices', 'Devices', 'list', 'system', (row) =>
      distinct(row.facts.devices?.map((device) => device.type)),
    ),
    description: 'A type that no source lists completely is unknown unless it is listed.',
    readVouched: (row) => {
      const seen: readonly string[] = row.facts.deviceTypesSeen ?? [];
      return DEVICE_TYPES.every((type) => seen.includes(type)) ? undefined : [...seen].sort();
    },
  },
  derived('gpus.count', 'GPUs', 'number', 'size', (row) => sum(row.facts.gpus?.map((gpu) => gpu.count))),
  derived('gpus.types', 'GPU types', 'list', 'size', (row) => distinct(row.facts.gpus?.map((gpu) => gpu.type))),
  usage('cpuAvgPct', 'CPU average', '%'),
  usage('cpuP95Pct', 'CPU 95th percentile', '%'),
  usage('cpuMaxPct', 'CPU peak', '%'),
  usage('memoryAvgPct', 'Memory average', '%'),
  usage('memoryP95Pct', 'Memory 95th percentile', '%'),
  usage('memoryMaxPct', 'Memory peak', '%'),
  usage('diskReadMiBps', 'Disk reads', 'MiB/s'),
  usage('diskWriteMiBps', 'Disk writes', 'MiB/s'),
  usage('diskIops', 'Disk operations', 'per second'),
  usage('windowDays', 'Measured over', 'days'),
  derived(
    'cpuAffinity',
    'Bound to CPUs',
    'boolean',
    'place',
    (row) => row.facts.cpuAffinity && row.facts.cpuAffinity.length > 0,
  ),
  derived(
    'numaAffinity',
    'Bound to NUMA nodes',
    'boolean',
    'place',
    (row) => row.facts.numaAffinity && row.facts.numaAffinity.length > 0,
  ),
  derived('tags', 'Tag names', 'list', 'meaning', (row) => row.facts.tags && Object.keys(row.facts.tags).sort(), {
    description: 'One tag is tags.<name>, or tags."name with blanks".',
  }),
  derived('sources', 'Sources', 'list', 'source', (row) => distinct(row.observations.map((seen) => seen.sourceId))),
  derived(
    'sources.count',
    'Seen by',
    'number',
    'source',
    (row) => new Set(row.observations.map((seen) => seen.sourceId)).size,
  ),
  derived('observedAt', 'Last seen', 'date', 'source', (row) =>
    row.observations.reduce<string | undefined>(
      (most, seen) => (most === undefined || seen.observedAt > most ? seen.observedAt : most),
      undefined,
    ),
  ),
  derived('conflicts', 'Disputed facts', 'list', 'source', (row) =>
    row.conflicts.map((conflict) => conflict.field).sort(),
  ),
  derived('conflicts.count', 'Disputes', 'number', 'source', (row) => row.conflicts.length),
];
