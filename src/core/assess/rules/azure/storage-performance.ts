import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { pass, unknown } from '../../verdict.ts';
import { azureReadiness } from '../sources.ts';

export const storagePerformance = defineRule({
  id: 'azure.size.storage-performance',
  label: 'No size with the storage performance',
  description: 'The machine reads and writes more than the largest Azure sizes pass to their disks.',
  remedy: 'Reduce or spread the load, or use local NVMe disks.',
  severity: { 'azure-vm': 'warning' },
  openWeighs: 'info',
  source: { ...azureReadiness, confidence: 'partly' },
  needs: ['utilisation'],
  asksFor: ['utilisation.diskIops'],
  fixHours: 40,
  evaluate: ({ utilisation: { diskIops, diskReadMiBps, diskWriteMiBps } }, { catalog }) => {
    const iops = diskIops === undefined ? pass : atMost(diskIops, 'IOPS', limitOf(catalog, 'azure-vm-iops'));
    if (iops.outcome !== 'pass') return iops;
    // Unknown shares count as nothing here: what is known may be too much by itself.
    const flow = atMost((diskReadMiBps ?? 0) + (diskWriteMiBps ?? 0), 'MiB/s', limitOf(catalog, 'azure-vm-throughput'));
    if (flow.outcome !== 'pass') return flow;
    if (diskIops === undefined) return unknown(['utilisation.diskIops']);
    if (diskReadMiBps === undefined) return unknown(['utilisation.diskReadMiBps']);
    return diskWriteMiBps === undefined ? unknown(['utilisation.diskWriteMiBps']) : pass;
  },
});
