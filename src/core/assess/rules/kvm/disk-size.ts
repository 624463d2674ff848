import { defineRule } from '../../rule.ts';
import { disksAtMost, limitOf } from '../../limits.ts';
import { qemuImages } from '../sources.ts';

export const kvmDiskSize = defineRule({
  id: 'kvm.disk.above-maximum',
  label: 'Disk larger than possible',
  description: 'A disk is larger than a qcow2 image can be.',
  remedy: 'Split the volume over several disks before the move, or keep it on a block device.',
  severity: { kvm: 'blocker' },
  settledOn: ['kvm'],
  source: qemuImages,
  needs: ['disks'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 24,
  evaluate: ({ disks }, { catalog }) => disksAtMost(disks, limitOf(catalog, 'kvm-qcow2')),
});
