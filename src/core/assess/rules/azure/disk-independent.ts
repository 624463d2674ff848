import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { azureMigrateVmware } from '../sources.ts';

export const azureDiskIndependent = defineRule({
  id: 'azure.disk.independent',
  label: 'Independent disk',
  description: 'Independent disks are left out of the snapshots that replication reads.',
  remedy: 'Switch the disk to dependent while the machine is off, then discover again.',
  severity: { 'azure-vm': 'blocker' },
  source: azureMigrateVmware,
  platforms: ['vsphere'],
  needs: ['disks'],
  asksFor: ['disks[].mode'],
  fixHours: 1,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      ({ mode }) => (mode === undefined ? undefined : mode.startsWith('independent')),
      ['disks[].mode'],
      (found) => `Independent disk: ${listed(found.map((disk) => disk.label))}.`,
    ),
});
