/** All 27 sheets in the order of the product's tabs. */

import type { Sheet } from '../column.ts';
import { vCluster, vDatastore, vRP } from './clusters.ts';
import { vCPU, vMemory, vTools } from './compute.ts';
import { vCD, vNetwork, vUSB } from './devices.ts';
import { vHBA, vMultiPath, vNIC, vSC_VMK } from './host-parts.ts';
import { vHost } from './hosts.ts';
import { vInfo } from './info.ts';
import { dvPort, dvSwitch, vPort, vSwitch } from './networks.ts';
import { vHealth, vLicense, vMetaData, vSource } from './product.ts';
import { vDisk, vFileInfo, vPartition, vSnapshot } from './storage.ts';

export const SHEETS: readonly Sheet[] = [
  vInfo,
  vCPU,
  vMemory,
  vDisk,
  vPartition,
  vNetwork,
  vCD,
  vUSB,
  vSnapshot,
  vTools,
  vSource,
  vRP,
  vCluster,
  vHost,
  vHBA,
  vNIC,
  vSwitch,
  vPort,
  dvSwitch,
  dvPort,
  vSC_VMK,
  vDatastore,
  vMultiPath,
  vLicense,
  vFileInfo,
  vHealth,
  vMetaData,
];
