/** Rules that any platform and target may meet. Order is the order of reports. */

import type { Rule } from '../../rule.ts';
import { domainController } from './domain-controller.ts';
import { failoverCluster } from './failover-cluster.ts';
import { kubernetesNode } from './kubernetes-node.ts';
import { notConnected } from './not-connected.ts';
import { osAmbiguous } from './os-ambiguous.ts';
import { osDeclaredDiffers } from './os-declared-differs.ts';
import { osEndOfSupport } from './os-end-of-support.ts';
import { osSupportEndsSoon } from './os-support-ends-soon.ts';
import { osUnidentified } from './os-unidentified.ts';
import { placeholder } from './placeholder.ts';
import { secureBoot } from './secure-boot.ts';
import { suspended } from './suspended.ts';
import { template } from './template.ts';
import { vgpu } from './vgpu.ts';
import { virtualAppliance } from './virtual-appliance.ts';

export const COMMON_RULES: readonly Rule[] = [
  template,
  placeholder,
  notConnected,
  suspended,
  osEndOfSupport,
  osSupportEndsSoon,
  osUnidentified,
  osAmbiguous,
  osDeclaredDiffers,
  secureBoot,
  vgpu,
  domainController,
  failoverCluster,
  virtualAppliance,
  kubernetesNode,
];
