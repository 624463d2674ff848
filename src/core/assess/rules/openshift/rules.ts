/** Rules on the way to OpenShift Virtualization. Order is the order of reports. */

import type { Rule } from '../../rule.ts';
import { bits32 } from './bits-32.ts';
import { cpuMaximum } from './cpu-maximum.ts';
import { cpuTested } from './cpu-tested.ts';
import { diskSize } from './disk-size.ts';
import { guestRequirements } from './guest-requirements.ts';
import { guestSupport } from './guest-support.ts';
import { memoryMaximum } from './memory-maximum.ts';
import { memoryMinimum } from './memory-minimum.ts';
import { memoryTested } from './memory-tested.ts';
import { openshiftListsDisagree } from './os-lists-disagree.ts';
import { osUpgrade } from './os-upgrade.ts';

export const OPENSHIFT_RULES: readonly Rule[] = [
  guestSupport,
  openshiftListsDisagree,
  osUpgrade,
  bits32,
  cpuTested,
  cpuMaximum,
  memoryTested,
  memoryMaximum,
  memoryMinimum,
  diskSize,
  guestRequirements,
];
