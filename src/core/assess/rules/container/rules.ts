/** Rules on containers: what a machine must be to be built anew as one, and what a container needs elsewhere. */

import type { Rule } from '../../rule.ts';
import { aksImageBase } from './aks-image-base.ts';
import { aksNodeRelease } from './aks-node-release.ts';
import { containerArchitecture } from './architecture.ts';
import { containerBits32 } from './bits-32.ts';
import { boundToNodes } from './bound-to-nodes.ts';
import { candidate } from './candidate.ts';
import { containerClientOs } from './client-os.ts';
import { containerClusterNode } from './cluster-node.ts';
import { containerDatabase } from './database.ts';
import { containerDeviceCard } from './device-card.ts';
import { containerDeviceUsb } from './device-usb.ts';
import { containerDomainController } from './domain-controller.ts';
import { containerFileServer } from './file-server.ts';
import { furtherNetworks } from './further-networks.ts';
import { gpuNodes } from './gpu-nodes.ts';
import { hostPath } from './host-path.ts';
import { innerRegistry } from './inner-registry.ts';
import { localState } from './local-state.ts';
import { messageQueue } from './message-queue.ts';
import { containerNameServer } from './name-server.ts';
import { containerNoApplication } from './no-application.ts';
import { nodeAgent } from './node-agent.ts';
import { openshiftImageBase } from './openshift-image-base.ts';
import { openshiftNodeRelease } from './openshift-node-release.ts';
import { containerOtherOs } from './other-os.ts';
import { containerPrivileged } from './privileged.ts';
import { rebuildLinux } from './rebuild-linux.ts';
import { rebuildWindows } from './rebuild-windows.ts';
import { softwareKernel } from './software-kernel.ts';
import { softwareLicenceKey } from './software-licence-key.ts';
import { sqlServerWindows } from './sql-server-windows.ts';
import { containerVolumes } from './volumes.ts';
import { windowsNodes } from './windows-nodes.ts';
import { windowsPrivileged } from './windows-privileged.ts';
import { windowsRole } from './windows-role.ts';

export const CONTAINER_RULES: readonly Rule[] = [
  candidate,
  containerOtherOs,
  containerClientOs,
  containerDomainController,
  containerClusterNode,
  containerFileServer,
  containerNameServer,
  containerNoApplication,
  windowsRole,
  sqlServerWindows,
  softwareLicenceKey,
  rebuildWindows,
  rebuildLinux,
  containerDatabase,
  messageQueue,
  softwareKernel,
  containerDeviceUsb,
  containerDeviceCard,
  localState,
  containerBits32,
  openshiftNodeRelease,
  aksNodeRelease,
  openshiftImageBase,
  aksImageBase,
  windowsPrivileged,
  containerArchitecture,
  furtherNetworks,
  windowsNodes,
  containerPrivileged,
  hostPath,
  boundToNodes,
  gpuNodes,
  containerVolumes,
  innerRegistry,
  nodeAgent,
];
