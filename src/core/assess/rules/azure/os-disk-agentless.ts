import { defineRule } from '../../rule.ts';
import { limitOf } from '../../limits.ts';
import { osDiskAtMost } from '../../os-disk.ts';
import { azureMigrateVmware } from '../sources.ts';

export const osDiskAgentless = defineRule({
  id: 'azure.disk.os-above-agentless',
  label: 'System disk too large for agentless replication',
  description: 'Agentless replication stops at 2 TB for the system disk; other ways go further.',
  remedy: 'Shrink the disk, use the agent, or upload the disk by hand.',
  severity: { 'azure-vm': 'warning' },
  source: azureMigrateVmware,
  settledOn: ['azure'],
  needs: ['disks'],
  mayUse: ['filesystems'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 8,
  evaluate: ({ disks, filesystems }, { catalog }) =>
    osDiskAtMost(disks, filesystems, limitOf(catalog, 'azure-os-disk-agentless')),
});
