/** The one list of shipped rules. Order is the order of reports: common, source platform, then by target. */

import type { Rule } from '../rule.ts';
import { AZURE_RULES } from './azure/rules.ts';
import { COMMON_RULES } from './common/rules.ts';
import { HYPERV_HOST_RULES } from './hyperv-host/rules.ts';
import { KVM_RULES } from './kvm/rules.ts';
import { OPENSHIFT_RULES } from './openshift/rules.ts';
import { VSPHERE_RULES } from './vsphere/rules.ts';

export const RULES: readonly Rule[] = [
  ...COMMON_RULES,
  ...VSPHERE_RULES,
  ...OPENSHIFT_RULES,
  ...AZURE_RULES,
  ...KVM_RULES,
  ...HYPERV_HOST_RULES,
];
