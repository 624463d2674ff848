import { defineRule } from '../../rule.ts';
import { disksAtMost, limitOf } from '../../limits.ts';
import { azureReadiness } from '../sources.ts';

export const dataDiskSize = defineRule({
  id: 'azure.disk.above-maximum',
  label: 'Disk larger than possible',
  description: 'A disk is larger than any Azure managed disk.',
  remedy: 'Split the data over several disks and stripe them in the guest.',
  severity: { 'azure-vm': 'blocker' },
  source: azureReadiness,
  settledOn: ['azure'],
  needs: ['disks'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 24,
  evaluate: ({ disks }, { catalog }) => disksAtMost(disks, limitOf(catalog, 'azure-data-disk')),
});
