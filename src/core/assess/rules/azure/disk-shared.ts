import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { azureMigrateVmware } from '../sources.ts';

export const azureDiskShared = defineRule({
  id: 'azure.disk.shared',
  label: 'Shared disk',
  description: 'Azure Migrate does not carry disks that several machines share.',
  remedy: 'Build the cluster anew on Azure shared managed disks, or replace the shared disk by replication.',
  severity: { 'azure-vm': 'blocker' },
  source: azureMigrateVmware,
  settledOn: ['azure'],
  needs: ['disks'],
  asksFor: ['disks[].shared'],
  fixHours: 16,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      (disk) => disk.shared,
      ['disks[].shared'],
      (found) => `Shared disk: ${listed(found.map((disk) => disk.label))}.`,
    ),
});
