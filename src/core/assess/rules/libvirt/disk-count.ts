import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtDiskCount = defineRule({
  id: 'libvirt.disk.count',
  label: 'More disks than can be migrated',
  description: 'The migration tool takes no more disks than this on one machine.',
  remedy: 'Merge disks, or move the data of some over the network.',
  severity: { 'openshift-virtualization': 'warning' },
  source: forkliftFor('ovirt', 'disk_count.rego'),
  covers: ['ovirt.disk.count.exceeds.limit', 'openstack.disk.count.exceeds.limit'],
  platforms: QEMU,
  needs: ['disks'],
  fixHours: 8,
  evaluate: ({ disks }, { catalog }) => atMost(disks.length, 'disks', limitOf(catalog, 'kubevirt-disk-count')),
});
