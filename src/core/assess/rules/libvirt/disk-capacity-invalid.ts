import { defineRule } from '../../rule.ts';
import { capacityAnswer } from '../../machine-answers.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtDiskCapacityInvalid = defineRule({
  id: 'libvirt.disk.capacity-invalid',
  label: 'Disk without a capacity',
  description: 'A disk has a capacity of zero or less, so there is nothing to copy and the plan cannot be sized.',
  remedy: 'Repair the disk, or remove it from the machine.',
  severity: {
    'openshift-virtualization': 'blocker',
    'azure-vm': 'blocker',
    kvm: 'blocker',
    hyperv: 'blocker',
    'azure-local': 'blocker',
  },
  source: forkliftFor('ovirt', 'disk_size.rego'),
  covers: ['ovirt.disk.capacity.invalid', 'openstack.disk.capacity.invalid'],
  platforms: QEMU,
  needs: ['disks'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 1,
  evaluate: ({ disks }) => capacityAnswer(disks),
});
