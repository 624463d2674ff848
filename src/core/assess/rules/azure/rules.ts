/** Rules on the way to an Azure virtual machine. Order is the order of reports. */

import type { Rule } from '../../rule.ts';
import { azureBits32 } from './bits-32.ts';
import { bootGenerationUnlisted } from './boot-generation-unlisted.ts';
import { bootGeneration } from './boot-generation.ts';
import { clientOs } from './client-os.ts';
import { azureCpuMaximum } from './cpu-maximum.ts';
import { dataDiskAgentless } from './data-disk-agentless.ts';
import { dataDiskSize } from './data-disk-size.ts';
import { azureDiskCount } from './disk-count.ts';
import { azureDiskIndependent } from './disk-independent.ts';
import { azureDiskNvme } from './disk-nvme.ts';
import { diskPerformance } from './disk-performance.ts';
import { azureDiskRawDevice } from './disk-raw-device.ts';
import { azureDiskShared } from './disk-shared.ts';
import { generation1 } from './generation-1.ts';
import { hypervReplication } from './hyperv-replication.ts';
import { ipv6 } from './ipv6.ts';
import { mbrBootDisk } from './mbr-boot-disk.ts';
import { azureMemoryMaximum } from './memory-maximum.ts';
import { azureNameInvalid } from './name-invalid.ts';
import { nicCount } from './nic-count.ts';
import { osConditional } from './os-conditional.ts';
import { osDiskAgentless } from './os-disk-agentless.ts';
import { osDiskSize } from './os-disk-size.ts';
import { azureEndOfSupport } from './os-end-of-support.ts';
import { osListsDisagree } from './os-lists-disagree.ts';
import { osUnendorsed } from './os-unendorsed.ts';
import { osUnsupported } from './os-unsupported.ts';
import { azurePassthrough } from './passthrough-device.ts';
import { roleNotAllowed } from './role-not-allowed.ts';
import { storagePerformance } from './storage-performance.ts';

export const AZURE_RULES: readonly Rule[] = [
  osUnsupported,
  osConditional,
  osUnendorsed,
  osListsDisagree,
  clientOs,
  azureBits32,
  azureEndOfSupport,
  bootGeneration,
  bootGenerationUnlisted,
  generation1,
  osDiskSize,
  osDiskAgentless,
  dataDiskSize,
  dataDiskAgentless,
  mbrBootDisk,
  hypervReplication,
  azureDiskCount,
  azureDiskShared,
  azureDiskRawDevice,
  azureDiskIndependent,
  azureDiskNvme,
  diskPerformance,
  azurePassthrough,
  nicCount,
  ipv6,
  azureCpuMaximum,
  azureMemoryMaximum,
  storagePerformance,
  roleNotAllowed,
  azureNameInvalid,
];
