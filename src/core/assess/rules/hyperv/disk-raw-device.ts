import { defineRule } from '../../rule.ts';
import { rawDeviceAnswer } from '../../machine-answers.ts';
import { azureMigrateHyperv } from '../sources.ts';

export const hypervDiskRawDevice = defineRule({
  id: 'hyperv.disk.raw-device',
  label: 'Pass-through disk',
  description: 'A disk of the host is given to the machine as it is; no copy of files carries it.',
  remedy: 'Turn it into a virtual disk before the move, or attach the LUN at the target.',
  severity: { 'openshift-virtualization': 'warning', kvm: 'warning' },
  source: azureMigrateHyperv,
  platforms: ['hyperv'],
  needs: ['disks'],
  asksFor: ['disks[].rawDeviceMapping'],
  fixHours: 8,
  evaluate: ({ disks }) => rawDeviceAnswer(disks),
});
