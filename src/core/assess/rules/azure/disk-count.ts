import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { azureLimits } from '../sources.ts';

export const azureDiskCount = defineRule({
  id: 'azure.disk.count',
  label: 'More disks than any size takes',
  description: 'The machine has more data disks than the largest Azure sizes take.',
  remedy: 'Remove unused disks, or merge some.',
  severity: { 'azure-vm': 'blocker' },
  source: azureLimits,
  settledOn: ['azure'],
  needs: ['disks'],
  fixHours: 8,
  evaluate: ({ disks }, { catalog }) =>
    atMost(disks.length - 1, 'data disks', limitOf(catalog, 'azure-data-disk-count')),
});
