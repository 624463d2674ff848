import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

/** What holds no image that could be read from outside. */
const NO_IMAGE: ReadonlySet<string> = new Set(['directory', 'nvme', 'vhost-user', 'vhost-vdpa']);

export const libvirtDiskBacking = defineRule({
  id: 'libvirt.disk.backing',
  label: 'Disk that is no image and no LUN',
  description:
    'A disk is a folder, an NVMe device of the host, or storage that another process serves: there is no image to copy.',
  remedy: 'Copy its data onto a virtual disk before the move.',
  severity: {
    'openshift-virtualization': 'blocker',
    'azure-vm': 'blocker',
    kvm: 'blocker',
    hyperv: 'blocker',
    'azure-local': 'blocker',
  },
  source: forkliftFor('ovirt', 'disk_storage_type.rego'),
  covers: ['ovirt.disk.storage_type.unsupported'],
  platforms: QEMU,
  needs: ['disks'],
  asksFor: ['disks[].backing'],
  fixHours: 8,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      ({ backing }) => (backing === undefined ? undefined : NO_IMAGE.has(backing)),
      ['disks[].backing'],
      (found) => `No image: ${listed(found.map(({ label, backing }) => `${label} (${backing ?? 'not stated'})`))}.`,
    ),
});
