/** Fields that repeat one fact of a workload as it stands. */

import type { Field, FieldGroup, FieldType, FieldUnit, FieldValue } from './field.ts';
import { CPU_PINNING_POLICIES, WORKLOAD_ROLES } from './workload.ts';
import type { FactKey, WorkloadFacts } from './workload.ts';

type Simple = { [K in FactKey]-?: NonNullable<WorkloadFacts[K]> extends FieldValue ? K : never }[FactKey];

interface Extra {
  readonly unit?: FieldUnit;
  readonly description?: string;
  readonly values?: readonly string[];
}

function fact(key: Simple, title: string, type: FieldType, group: FieldGroup, extra: Extra = {}): Field {
  return { path: key, title, type, group, ...extra, read: (row) => row.facts[key] };
}

export const FACT_FIELDS: readonly Field[] = [
  fact('name', 'Name', 'text', 'identity'),
  fact('hostName', 'Host name', 'text', 'identity', { description: 'Name the guest gives itself, often an FQDN.' }),
  fact('platform', 'Platform', 'text', 'identity'),
  fact('ipAddresses', 'IP addresses', 'list', 'network'),
  fact('networks', 'Networks', 'list', 'network'),
  fact('datastores', 'Datastores', 'list', 'storage'),
  fact('template', 'Template', 'boolean', 'system'),
  fact('placeholder', 'Placeholder', 'boolean', 'system', { description: 'Stand-in that a recovery product keeps.' }),
  fact('powerState', 'Power', 'text', 'system', { values: ['on', 'off', 'suspended'] }),
  fact('connectionState', 'Connection', 'text', 'system'),
  fact('cpuCount', 'CPUs', 'number', 'size'),
  fact('coresPerSocket', 'Cores per socket', 'number', 'size'),
  fact('memoryMiB', 'Memory', 'number', 'size', { unit: 'MiB' }),
  fact('provisionedMiB', 'Provisioned', 'number', 'storage', { unit: 'MiB' }),
  fact('usedMiB', 'In use', 'number', 'storage', { unit: 'MiB' }),
  fact('cpuReservationMhz', 'CPU reservation', 'number', 'size', { unit: 'MHz' }),
  fact('memoryReservationMiB', 'Memory reservation', 'number', 'size', { unit: 'MiB' }),
  fact('firmware', 'Firmware', 'text', 'system', { values: ['bios', 'efi'] }),
  fact('secureBoot', 'Secure boot', 'boolean', 'system'),
  fact('tpm', 'TPM', 'boolean', 'system'),
  fact('hardwareVersion', 'Hardware version', 'number', 'system'),
  fact('generation', 'Generation', 'number', 'system', { description: 'Hyper-V generation, 1 or 2.' }),
  fact('changeTracking', 'Change tracking', 'boolean', 'storage'),
  fact('cpuHotAdd', 'CPU hot add', 'boolean', 'system'),
  fact('cpuHotRemove', 'CPU hot remove', 'boolean', 'system'),
  fact('memoryHotAdd', 'Memory hot add', 'boolean', 'system'),
  fact('cpuPinningPolicy', 'CPU pinning', 'text', 'system', { values: CPU_PINNING_POLICIES }),
  fact('cpuShares', 'CPU shares', 'number', 'size', { description: '0: none set.' }),
  fact('guestNumaNodes', 'Guest NUMA nodes', 'number', 'size'),
  fact('ballooning', 'Memory ballooning', 'boolean', 'system'),
  fact('pageSharing', 'Page sharing', 'boolean', 'system', {
    description: 'Whether pages may be merged with equal ones of other machines.',
  }),
  fact('ioThreads', 'I/O threads', 'number', 'system'),
  fact('bootMenu', 'Boot menu', 'boolean', 'system'),
  fact('displays', 'Console protocols', 'list', 'system'),
  fact('customSettings', 'Custom settings', 'list', 'system', {
    description: 'Settings past what the platform models, by name.',
  }),
  fact('latencySensitivity', 'Latency sensitivity', 'text', 'system'),
  fact('consolidationNeeded', 'Consolidation needed', 'boolean', 'storage'),
  fact('faultTolerance', 'Fault tolerance', 'boolean', 'system'),
  fact('diskUuidEnabled', 'Disk UUIDs shown', 'boolean', 'storage'),
  fact('guestToolsStatus', 'Guest tools', 'text', 'guest'),
  fact('guestToolsVersion', 'Guest tools version', 'version', 'guest'),
  fact('haRestartPriority', 'Restart priority', 'text', 'place'),
  fact('highAvailability', 'High availability', 'boolean', 'place', {
    description: 'Whether the platform starts it again on another host when its own fails.',
  }),
  fact('resumeBehavior', 'After a storage error', 'text', 'place'),
  fact('liveMigratable', 'Live migration', 'boolean', 'place', {
    description: 'Whether the platform says it can move the running machine to another host.',
  }),
  fact('affinityRules', 'Affinity rules', 'list', 'place'),
  fact('hostAffinity', 'Bound to hosts', 'boolean', 'place'),
  fact('datacenter', 'Datacenter', 'text', 'place'),
  fact('cluster', 'Cluster', 'text', 'place'),
  fact('clusterDrsEnabled', 'Cluster balances load', 'boolean', 'place'),
  fact('clusterDpmEnabled', 'Cluster powers hosts off', 'boolean', 'place'),
  fact('host', 'Host', 'text', 'place'),
  fact('folder', 'Folder', 'text', 'place'),
  fact('resourcePool', 'Resource pool', 'text', 'place'),
  fact('vApp', 'vApp', 'text', 'place'),
  fact('namespace', 'Namespace', 'text', 'place'),
  fact('region', 'Region', 'text', 'place'),
  fact('zone', 'Zone', 'text', 'place'),
  fact('size', 'Size', 'text', 'size', { description: 'Name of the size at a cloud.' }),
  fact('exportedBy', 'Exported by', 'text', 'identity', {
    description: 'Product that wrote the package it comes from.',
  }),
  fact('annotation', 'Annotation', 'text', 'meaning'),
  fact('createdAt', 'Created', 'date', 'identity'),
  fact('roles', 'Roles', 'list', 'meaning', { values: WORKLOAD_ROLES }),
  fact('rolesSeen', 'Roles looked for', 'list', 'meaning', {
    values: WORKLOAD_ROLES,
    description: 'Roles the source would have told; when absent, all of them.',
  }),
  fact('licenseType', 'Licence type', 'text', 'meaning', { description: 'Licence benefit a cloud applies.' }),
  fact('securityType', 'Security type', 'text', 'system'),
  fact('interruptible', 'Interruptible', 'boolean', 'size', {
    description: 'The platform may take it away at any time: a spot machine.',
  }),
  fact('guestFeatures', 'Guest features', 'list', 'guest', {
    description: 'Roles and features switched on in the guest.',
  }),
  fact('dotNetVersions', '.NET versions', 'list', 'guest'),
  fact('bootDiskLayout', 'Partition table', 'text', 'guest', {
    values: ['mbr', 'gpt'],
    description: 'Of the disk the machine boots from.',
  }),
  fact('guestEncryption', 'Encrypted volumes', 'list', 'guest', {
    description: 'Volumes the guest itself encrypts, with BitLocker or LUKS.',
  }),
  fact('cpuModel', 'CPU model', 'text', 'size', {
    description: 'CPU generation that the platform shows to the machine.',
  }),
  fact('images', 'Images', 'list', 'guest'),
  fact('privileged', 'Privileged', 'boolean', 'guest', {
    description: 'One of its containers runs with the rights of its node.',
  }),
  fact('hostPaths', 'Folders of the node', 'list', 'guest', { description: 'Mounted into a container workload.' }),
  fact('controller', 'Controller', 'text', 'identity', {
    description: 'Kind of object that runs a container workload.',
  }),
  fact('cpuRequestMilli', 'CPU request', 'number', 'size', { description: 'In thousandths of a CPU, per replica.' }),
  fact('memoryRequestMiB', 'Memory request', 'number', 'size', { unit: 'MiB', description: 'Per replica.' }),
  fact('cpuLimitMilli', 'CPU limit', 'number', 'size', { description: 'In thousandths of a CPU, per replica.' }),
  fact('memoryLimitMiB', 'Memory limit', 'number', 'size', { unit: 'MiB', description: 'Per replica.' }),
  fact('replicas', 'Replicas', 'number', 'size'),
  fact('application', 'Application', 'text', 'meaning'),
  fact('environment', 'Environment', 'text', 'meaning'),
  fact('criticality', 'Criticality', 'text', 'meaning', { values: ['low', 'medium', 'high', 'mission-critical'] }),
  {
    ...fact('dataClasses', 'Data classes', 'list', 'meaning'),
    readVouched: (row) => row.open?.dataClasses && [],
  },
  fact('owner', 'Owner', 'text', 'meaning'),
];
