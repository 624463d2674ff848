/** What people call the things that the API names by id. */

import { TARGET_TITLES } from '../../core/model/fields-results.ts';
import { findField } from '../../core/model/fields.ts';

const RESOURCES: Readonly<Record<string, string>> = {
  vcpu: 'vCPU',
  memoryMiB: 'Memory',
  diskGiB: 'Disk',
  gpus: 'GPUs',
  ipAddresses: 'IP addresses',
  iops: 'IOPS',
};

const SHORT_TARGETS: Readonly<Record<string, string>> = {
  stay: 'Stay',
  'openshift-virtualization': 'OpenShift Virt.',
  'azure-vm': 'Azure VM',
  kvm: 'KVM',
  hyperv: 'Hyper-V',
  'azure-local': 'Azure Local',
  'openshift-container': 'OpenShift',
  'aks-container': 'AKS',
};

export const resourceTitle = (id: string): string => RESOURCES[id] ?? id;

export const targetTitle = (id: string): string => (TARGET_TITLES as Readonly<Record<string, string>>)[id] ?? id;

/** Fits a table cell or a label. */
export const shortTarget = (id: string): string => SHORT_TARGETS[id] ?? id;

/** The best target; several when nothing tells them apart. Empty: none can be named. */
export const bestTargets = (
  { bestTarget, equallyGood }: { readonly bestTarget: string | null; readonly equallyGood: readonly string[] },
  title: (id: string) => string,
): string => (bestTarget === null ? equallyGood : [bestTarget]).map(title).join(', ');

export const fieldTitle = (path: string): string => findField(path)?.title ?? path;
