import { defineRule } from '../../rule.ts';
import { sharedDiskAnswer } from '../../machine-answers.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtDiskShared = defineRule({
  id: 'libvirt.disk.shared',
  label: 'Shared disk',
  description: 'A disk is written by more than one virtual machine.',
  remedy:
    'Move all machines on the disk in one wave onto a shared block volume, or rebuild the cluster with replication.',
  severity: { 'openshift-virtualization': 'warning', kvm: 'warning' },
  source: forkliftFor('ovirt', 'shared_disk.rego'),
  covers: ['ovirt.disk.shared.detected', 'openstack.disk.shared.detected'],
  platforms: QEMU,
  needs: ['disks'],
  asksFor: ['disks[].shared'],
  fixHours: 8,
  evaluate: ({ disks }) => sharedDiskAnswer(disks),
});
