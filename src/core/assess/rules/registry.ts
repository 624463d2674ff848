/** The one list of shipped rules. Order is the order of reports: common, source platform, then by target. */

import type { Rule } from '../rule.ts';
import { AZURE_RULES } from './azure/rules.ts';
import { AZURE_SOURCE_RULES } from './azure-source/rules.ts';
import { COMMON_RULES } from './common/rules.ts';
import { CONTAINER_RULES } from './container/rules.ts';
import { HYPERV_HOST_RULES } from './hyperv-host/rules.ts';
import { HYPERV_RULES } from './hyperv/rules.ts';
import { KVM_RULES } from './kvm/rules.ts';
import { LIBVIRT_RULES } from './libvirt/rules.ts';
import { OPENSHIFT_RULES } from './openshift/rules.ts';
import { OVA_RULES } from './ova/rules.ts';
import { VSPHERE_RULES } from './vsphere/rules.ts';

export const RULES: readonly Rule[] = [
  ...COMMON_RULES,
  ...VSPHERE_RULES,
  ...HYPERV_RULES,
  ...LIBVIRT_RULES,
  ...OVA_RULES,
  ...AZURE_SOURCE_RULES,
  ...OPENSHIFT_RULES,
  ...AZURE_RULES,
  ...KVM_RULES,
  ...HYPERV_HOST_RULES,
  ...CONTAINER_RULES,
];
