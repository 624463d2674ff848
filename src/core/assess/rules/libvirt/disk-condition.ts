import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';

/** KubeVirt is the one platform of QEMU whose source tells the state of a volume; oVirt's and OpenStack's own APIs would. */
export const libvirtDiskCondition = defineRule({
  id: 'libvirt.disk.condition',
  label: 'Disk cannot be used as it is',
  description: 'The platform says that a disk is locked, being made, or broken; it cannot be copied.',
  remedy: 'Wait until the platform is done with it, or repair it.',
  severity: {
    stay: 'warning',
    'azure-vm': 'blocker',
    kvm: 'blocker',
    hyperv: 'blocker',
    'azure-local': 'blocker',
  },
  source: forkliftFor('ovirt', 'disk_status.rego'),
  covers: ['ovirt.disk.illegal_or_locked_status', 'openstack.disk.status.unsupported'],
  platforms: ['openshift', 'kubernetes'],
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
