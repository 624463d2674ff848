/** Rules that any platform and target may meet. Order is the order of reports. */

import type { Rule } from '../../rule.ts';
import { backupAgent } from './backup-agent.ts';
import { clusterNotApart } from './cluster-not-apart.ts';
import { cpuNewer } from './cpu-newer.ts';
import { cpuTooOld } from './cpu-too-old.ts';
import { domainControllerSnapshot } from './domain-controller-snapshot.ts';
import { domainController } from './domain-controller.ts';
import { failoverCluster } from './failover-cluster.ts';
import { guestEncryption } from './guest-encryption.ts';
import { haPriority } from './ha-priority.ts';
import { iscsi } from './iscsi.ts';
import { kubernetesNode } from './kubernetes-node.ts';
import { multipath } from './multipath.ts';
import { notConnected } from './not-connected.ts';
import { osAmbiguous } from './os-ambiguous.ts';
import { osDeclaredDiffers } from './os-declared-differs.ts';
import { osEndOfSupport } from './os-end-of-support.ts';
import { osSupportEndsSoon } from './os-support-ends-soon.ts';
import { osUnidentified } from './os-unidentified.ts';
import { placeholder } from './placeholder.ts';
import { platformUnknown } from './platform-unknown.ts';
import { secureBoot } from './secure-boot.ts';
import { sharedBus } from './shared-bus.ts';
import { suspended } from './suspended.ts';
import { template } from './template.ts';
import { utilisationThin } from './utilisation-thin.ts';
import { vgpu } from './vgpu.ts';
import { virtualAppliance } from './virtual-appliance.ts';

export const COMMON_RULES: readonly Rule[] = [
  template,
  placeholder,
  platformUnknown,
  notConnected,
  suspended,
  osEndOfSupport,
  osSupportEndsSoon,
  osUnidentified,
  osAmbiguous,
  osDeclaredDiffers,
  secureBoot,
  guestEncryption,
  cpuTooOld,
  cpuNewer,
  vgpu,
  sharedBus,
  iscsi,
  multipath,
  domainController,
  domainControllerSnapshot,
  failoverCluster,
  clusterNotApart,
  virtualAppliance,
  kubernetesNode,
  backupAgent,
  haPriority,
  utilisationThin,
];
