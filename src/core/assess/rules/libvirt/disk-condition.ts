import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { unknown } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtDiskCondition = defineRule({
  id: 'libvirt.disk.condition',
  label: 'Disk cannot be used as it is',
  description: 'The platform says that a disk is locked, being made, or broken; it cannot be copied.',
  remedy: 'Wait until the platform is done with it, or repair it.',
  severity: {
    stay: 'warning',
    'openshift-virtualization': 'blocker',
    'azure-vm': 'blocker',
    kvm: 'blocker',
    hyperv: 'blocker',
    'azure-local': 'blocker',
  },
  source: forkliftFor('ovirt', 'disk_status.rego'),
  covers: ['ovirt.disk.illegal_or_locked_status', 'openstack.disk.status.unsupported'],
  platforms: [...QEMU, 'openshift', 'kubernetes'],
  needs: ['disks'],
  asksFor: ['disks[].condition'],
  fixHours: 2,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      ({ condition }) => (condition === undefined ? undefined : condition !== 'ok'),
      ['disks[].condition'],
      (found) => listed(found.map(({ label, condition }) => `${label} is ${condition ?? 'in an unknown state'}`)),
    ),
});
