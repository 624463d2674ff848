import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { azureMigrateVmware } from '../sources.ts';

export const hypervDiskIndependent = defineRule({
  id: 'hyperv-host.disk.independent',
  label: 'Independent disk',
  description: 'Independent disks are left out of the snapshots that replication to Azure Local reads.',
  remedy: 'Switch the disk to dependent while the machine is off, then discover again.',
  severity: { hyperv: 'info', 'azure-local': 'warning' },
  source: { ...azureMigrateVmware, confidence: 'derived' },
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
