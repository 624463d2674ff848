import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { pass, unknown } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const diskSerialTruncated = defineRule({
  id: 'vsphere.disk.serial-truncated',
  label: 'Guest may rely on disk serial numbers',
  description: 'The machine shows disk serial numbers to its guest; they are shortened at the target.',
  remedy: 'Check that the guest mounts by file system UUID or label and not by disk serial (/dev/disk/by-id).',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forklift('disk_serial_numbers.rego'),
  covers: ['vmware.disk_serial.truncated'],
  platforms: ['vsphere'],
  needs: ['diskUuidEnabled'],
  mayUse: ['disks'],
  fixHours: 0.5,
  evaluate: ({ diskUuidEnabled, disks }) => {
    if (!diskUuidEnabled) return pass;
    if (disks === undefined) return unknown(['disks[].bus']);
    return noneOf(
      disks,
      ({ bus }) => (bus === undefined ? undefined : bus === 'scsi'),
      ['disks[].bus'],
      (found) => `disk.EnableUUID is on; SCSI disks: ${listed(found.map(({ label }) => label))}.`,
    );
  },
});
