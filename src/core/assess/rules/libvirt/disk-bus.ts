import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtDiskBus = defineRule({
  id: 'libvirt.disk.bus',
  label: 'Disk on a bus the target does not have',
  description:
    'KubeVirt attaches disks by SATA, SCSI or virtio only; a disk on another bus gets another name in the guest.',
  remedy: 'Change the bus before the move and see that the guest still boots, or mount by UUID and label.',
  severity: { 'openshift-virtualization': 'warning', 'azure-vm': 'info', hyperv: 'info', 'azure-local': 'info' },
  source: forkliftFor('ovirt', 'disk_interface_type.rego'),
  covers: ['ovirt.disk.interface_type.unsupported', 'openstack.disk.unsupported_interface'],
  platforms: QEMU,
  needs: ['disks'],
  asksFor: ['disks[].bus'],
  fixHours: 2,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      ({ bus }) => (bus === undefined ? undefined : !['sata', 'scsi', 'virtio'].includes(bus)),
      ['disks[].bus'],
      (found) => `Bus: ${listed(found.map(({ label, bus }) => `${label} (${bus ?? 'not stated'})`))}.`,
    ),
});
