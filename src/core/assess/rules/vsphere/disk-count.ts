import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { forklift } from '../sources.ts';

export const diskCount = defineRule({
  id: 'vsphere.disk.count',
  label: 'More disks than can be migrated',
  description: 'The migration tool takes no more disks than this on one machine.',
  remedy: 'Merge disks, or move the data of some over the network.',
  severity: { 'openshift-virtualization': 'warning' },
  source: forklift('disk_count.rego'),
  covers: ['vmware.disk.count.exceeds.limit', 'ova.disk.count.exceeds.limit'],
  platforms: ['vsphere'],
  needs: ['disks'],
  fixHours: 8,
  evaluate: ({ disks }, { catalog }) => atMost(disks.length, 'disks', limitOf(catalog, 'kubevirt-disk-count')),
});
