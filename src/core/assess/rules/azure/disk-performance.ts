import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { cite } from '../../../catalog/provenance.ts';
import { limitOf } from '../../limits.ts';
import { azureReadiness } from '../sources.ts';

export const diskPerformance = defineRule({
  id: 'azure.disk.performance',
  label: 'Disk is granted more than possible',
  description: 'A disk is granted more IOPS or throughput than any Azure disk gives.',
  remedy: 'Stripe the data over several disks in the guest.',
  severity: { 'azure-vm': 'warning' },
  openWeighs: 'info',
  source: azureReadiness,
  settledOn: ['azure'],
  needs: ['disks'],
  asksFor: ['disks[].iops', 'disks[].throughputMiBps'],
  fixHours: 16,
  evaluate: ({ disks }, { catalog }) => {
    const iops = limitOf(catalog, 'azure-disk-iops');
    const flow = limitOf(catalog, 'azure-disk-throughput');
    return noneOf(
      disks,
      (disk) => {
        if ((disk.iops ?? 0) > iops.value || (disk.throughputMiBps ?? 0) > flow.value) return true;
        return disk.iops === undefined || disk.throughputMiBps === undefined ? undefined : false;
      },
      ['disks[].iops', 'disks[].throughputMiBps'],
      (found) =>
        `Above ${iops.value} IOPS or ${flow.value} MB/s (${cite(iops)}): ${listed(found.map((d) => d.label))}.`,
    );
  },
});
