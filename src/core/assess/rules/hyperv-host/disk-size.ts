import { defineRule } from '../../rule.ts';
import { disksAtMost, limitOf } from '../../limits.ts';
import { hypervScale } from '../sources.ts';

export const hypervDiskSize = defineRule({
  id: 'hyperv-host.disk.above-maximum',
  label: 'Disk larger than possible',
  description: 'A disk is larger than a VHDX file can be.',
  remedy: 'Split the volume over several disks before the move.',
  severity: { hyperv: 'blocker', 'azure-local': 'blocker' },
  source: hypervScale,
  needs: ['disks'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 24,
  evaluate: ({ disks }, { catalog }) => disksAtMost(disks, limitOf(catalog, 'hyperv-vhdx')),
});
