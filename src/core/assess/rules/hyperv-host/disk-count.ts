import { defineRule } from '../../rule.ts';
import { atMostByFirmware, limitOf } from '../../limits.ts';
import { hypervScale } from '../sources.ts';

/** Generation 1 machines have two IDE controllers with two disks each, beside the SCSI disks. */
const IDE_DISKS = 4;

export const hypervDiskCount = defineRule({
  id: 'hyperv-host.disk.count',
  label: 'More disks than possible',
  description: 'The machine has more disks than four virtual SCSI controllers take.',
  remedy: 'Remove unused disks, or merge some.',
  severity: { hyperv: 'blocker', 'azure-local': 'blocker' },
  source: hypervScale,
  needs: ['disks'],
  mayUse: ['firmware'],
  fixHours: 8,
  evaluate: ({ disks, firmware }, { catalog }) => {
    const efi = limitOf(catalog, 'hyperv-disk-count');
    return atMostByFirmware(disks.length, 'disks', firmware, { efi, bios: { ...efi, value: efi.value + IDE_DISKS } });
  },
});
