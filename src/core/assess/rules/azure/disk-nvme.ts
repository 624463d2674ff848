import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { azureMigrateVmware } from '../sources.ts';

export const azureDiskNvme = defineRule({
  id: 'azure.disk.nvme',
  label: 'Disk on an NVMe controller',
  description: 'Agentless replication does not read disks on virtual NVMe controllers.',
  remedy: 'Move the disk to a SCSI controller before replication.',
  severity: { 'azure-vm': 'blocker' },
  source: azureMigrateVmware,
  platforms: ['vsphere'],
  needs: ['disks'],
  asksFor: ['disks[].bus'],
  fixHours: 1,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      ({ bus }) => (bus === undefined ? undefined : bus === 'nvme'),
      ['disks[].bus'],
      (found) => `Disk on an NVMe controller: ${listed(found.map((disk) => disk.label))}.`,
    ),
});
