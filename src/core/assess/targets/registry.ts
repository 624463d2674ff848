/** The one list of targets workloads are judged for. A new target is a file here and severities in the rules. */

import type { Target } from '../target.ts';
import { aksContainer } from './aks-container.ts';
import { azureLocal } from './azure-local.ts';
import { azureVm } from './azure-vm.ts';
import { hyperV } from './hyperv.ts';
import { kvm } from './kvm.ts';
import { openshiftContainer } from './openshift-container.ts';
import { openshiftVirtualization } from './openshift-virtualization.ts';
import { stay } from './stay.ts';

export const TARGETS: readonly Target[] = [
  stay,
  openshiftVirtualization,
  azureVm,
  kvm,
  hyperV,
  azureLocal,
  openshiftContainer,
  aksContainer,
];
