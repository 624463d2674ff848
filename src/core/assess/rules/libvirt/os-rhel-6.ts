import { defineRule } from '../../rule.ts';
import { guestName, isAmong, judgeIds } from '../../guest-tables.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtOsRhel6 = defineRule({
  id: 'libvirt.os.rhel-6',
  label: 'Red Hat Enterprise Linux 6',
  description:
    'The one system that the migration tool refuses from oVirt: its kernel and virtio drivers are too old for the target.',
  remedy: 'Upgrade to RHEL 7 before the move, or build the workload anew.',
  severity: { 'openshift-virtualization': 'warning' },
  source: forkliftFor('ovirt', 'vm_os.rego'),
  covers: ['ovirt.os.unsupported'],
  platforms: QEMU,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 16,
  evaluate: ({ os }) =>
    judgeIds(
      os,
      (id) => isAmong(id, ['rhel-6']),
      () => `${guestName(os)} is not supported.`,
    ),
});
