import { defineRule } from '../../rule.ts';
import { limitOf } from '../../limits.ts';
import { osDiskAtMost } from '../../os-disk.ts';
import { pass, unknown } from '../../verdict.ts';
import { azureLimits } from '../sources.ts';

export const mbrBootDisk = defineRule({
  id: 'azure.disk.os-mbr-above-2-tib',
  label: 'MBR system disk above 2 TiB',
  description: 'With an MBR partition table only the first 2 TiB of the system disk can be used.',
  remedy: 'Convert the system disk to GPT and EFI boot (MBR2GPT), or move data off it and shrink it.',
  severity: { 'azure-vm': 'warning' },
  source: azureLimits,
  settledOn: ['azure'],
  needs: ['disks'],
  mayUse: ['filesystems', 'bootDiskLayout', 'firmware'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 4,
  evaluate: ({ disks, filesystems, bootDiskLayout, firmware }, { catalog }) => {
    // EFI machines start from GPT.
    if (bootDiskLayout === 'gpt' || firmware === 'efi') return pass;
    const verdict = osDiskAtMost(disks, filesystems, limitOf(catalog, 'azure-os-disk-mbr'));
    return bootDiskLayout === undefined && verdict.outcome === 'fail' ? unknown(['bootDiskLayout']) : verdict;
  },
});
