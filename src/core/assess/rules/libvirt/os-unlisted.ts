import { defineRule } from '../../rule.ts';
import { guestName, isAmong, judgeIds } from '../../guest-tables.ts';
import { not } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

const SOURCE = forkliftFor('openstack', 'vm_os.rego');
/** Shorter at the new end and longer at the old one than the list for vSphere: both are Red Hat's own. */
const LISTED: readonly string[] = [
  'rhel-7',
  'rhel-8',
  'rhel-9',
  'centos-7',
  'centos-8',
  'centos-stream-8',
  'centos-stream-9',
  'windows-server-2008',
  'windows-server-2008-r2',
  'windows-server-2012',
  'windows-server-2012-r2',
  'windows-server-2016',
  'windows-server-2019',
  'windows-server-2022',
  'windows-7',
  'windows-8',
  'windows-8.1',
  'windows-10',
  'windows-11',
  'fedora-36',
  'fedora-37',
  'fedora-38',
];

export const libvirtOsUnlisted = defineRule({
  id: 'libvirt.os.unlisted',
  label: "Guest is not in the tool's list for OpenStack",
  description:
    "The migration tool's own rule for OpenStack does not name this guest. Its rule for vSphere and the vendor's list may still do.",
  remedy: 'Look at the lists in the guide; where they disagree ask the vendor, or upgrade the guest first.',
  severity: { 'openshift-virtualization': 'warning' },
  source: forkliftFor('openstack', 'vm_os.rego'),
  covers: ['openstack.os.unsupported'],
  platforms: QEMU,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 4,
  evaluate: ({ os }) =>
    judgeIds(
      os,
      (id) => not(isAmong(id, LISTED)),
      () => `${guestName(os)} is not in the list (${SOURCE.ref}, ${SOURCE.date}).`,
    ),
});
