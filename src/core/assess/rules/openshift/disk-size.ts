import { defineRule } from '../../rule.ts';
import { disksAtMost, limitOf } from '../../limits.ts';
import { kubevirtLimits } from '../sources.ts';

export const diskSize = defineRule({
  id: 'openshift.disk.above-maximum',
  label: 'Disk larger than possible',
  description: 'A disk is larger than one disk can be on OpenShift Virtualization.',
  remedy: 'Split the volume over several disks before the move.',
  severity: { 'openshift-virtualization': 'blocker' },
  source: kubevirtLimits,
  needs: ['disks'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 24,
  evaluate: ({ disks }, { catalog }) => disksAtMost(disks, limitOf(catalog, 'kubevirt-disk-size')),
});
