import { defineRule } from '../../rule.ts';
import { limitOf } from '../../limits.ts';
import { osDiskAtMost } from '../../os-disk.ts';
import { pass, unknown } from '../../verdict.ts';
import { hypervGeneration } from '../sources.ts';

export const bootDisk = defineRule({
  id: 'hyperv-host.disk.boot-bios',
  label: 'System disk too large for a BIOS machine',
  description: 'Generation 1 machines start from a disk of at most 2 TB; generation 2 machines have no such limit.',
  remedy: 'Shrink the system disk or move its data off, or convert it to GPT and EFI boot.',
  severity: { hyperv: 'blocker', 'azure-local': 'blocker' },
  source: hypervGeneration,
  needs: ['disks'],
  mayUse: ['firmware', 'filesystems'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 16,
  evaluate: ({ disks, firmware, filesystems }, { catalog }) => {
    if (firmware === 'efi') return pass;
    const verdict = osDiskAtMost(disks, filesystems, limitOf(catalog, 'hyperv-boot-disk-gen1'));
    return firmware === undefined && verdict.outcome === 'fail' ? unknown(['firmware']) : verdict;
  },
});
