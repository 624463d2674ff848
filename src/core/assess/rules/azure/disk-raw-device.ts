import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { azureMigrateVmware } from '../sources.ts';

export const azureDiskRawDevice = defineRule({
  id: 'azure.disk.raw-device',
  label: 'Raw device mapping',
  description: 'Azure Migrate skips mapped LUNs silently: the machine arrives without the disk.',
  remedy: 'Turn it into a virtual disk first, or copy its data to a new managed disk.',
  severity: { 'azure-vm': 'blocker' },
  source: azureMigrateVmware,
  platforms: ['vsphere', 'hyperv'],
  needs: ['disks'],
  asksFor: ['disks[].rawDeviceMapping'],
  fixHours: 8,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      (disk) => disk.rawDeviceMapping,
      ['disks[].rawDeviceMapping'],
      (found) => `Raw device mapping: ${listed(found.map((disk) => disk.label))}.`,
    ),
});
