/** RVTools: the inventory of a vSphere environment as a workbook or CSV files. */

import type { Provider } from '../provider.ts';
import { KIND, PLATFORM, readExport } from './read.ts';
import { suppliedFacts } from './receipt.ts';

const FROM_TOOLS = 'sheet vInfo, column "OS according to the VMware Tools": filled when the tools run in the guest';

export const rvtoolsProvider: Provider = {
  kind: KIND,
  title: 'RVTools',
  platform: PLATFORM,
  precedence: 100,
  supplies: {
    ...suppliedFacts(),
    'os.id': FROM_TOOLS,
    'os.name': FROM_TOOLS,
    'os.version': FROM_TOOLS,
  },
  // The workbook has one flag of tracking per machine, and lists no pass-through, vGPU or TPM devices.
  neverSupplies: [
    'disks[].changeTracking',
    'devices[].type',
    'disks[].backing',
    'disks[].scsiReservation',
    'disks[].condition',
    'nics[].filtered',
    'nics[].bandwidthLimited',
    'nics[].mirrored',
    'nics[].tuned',
    'nics[].networkKnown',
    'snapshots[].memory',
  ],
  file: {
    accepts: 'RVTools .xlsx (3.x and 4.x), or a folder or .zip of its CSV files',
    extensions: ['.xlsx', '.zip', '.csv'],
    read: (request) => readExport(request),
  },
};
