import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const hypervDiskCount = defineRule({
  id: 'hyperv.disk.count',
  label: 'More disks than can be migrated',
  description: 'The migration tool takes no more disks than this on one machine.',
  remedy: 'Merge disks, or move the data of some over the network.',
  severity: { 'openshift-virtualization': 'warning' },
  source: forkliftFor('hyperv', 'disk_count.rego'),
  covers: ['hyperv.disk.count.exceeds.limit'],
  platforms: ['hyperv'],
  needs: ['disks'],
  fixHours: 8,
  evaluate: ({ disks }, { catalog }) => atMost(disks.length, 'disks', limitOf(catalog, 'kubevirt-disk-count')),
});
