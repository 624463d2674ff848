import { defineRule } from '../../rule.ts';
import { limitOf } from '../../limits.ts';
import { osDiskAtMost } from '../../os-disk.ts';
import { azureLimits } from '../sources.ts';

export const osDiskSize = defineRule({
  id: 'azure.disk.os-above-maximum',
  label: 'System disk larger than possible',
  description: 'The disk the system starts from is larger than an Azure OS disk can be.',
  remedy: 'Move data off the system disk and shrink it, or split system and data.',
  severity: { 'azure-vm': 'blocker' },
  source: azureLimits,
  settledOn: ['azure'],
  needs: ['disks'],
  mayUse: ['filesystems'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 16,
  evaluate: ({ disks, filesystems }, { catalog }) =>
    osDiskAtMost(disks, filesystems, limitOf(catalog, 'azure-os-disk')),
});
