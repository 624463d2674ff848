import { defineRule } from '../../rule.ts';
import { rawDeviceAnswer } from '../../machine-answers.ts';
import { forklift } from '../sources.ts';

export const diskRawDevice = defineRule({
  id: 'vsphere.disk.raw-device',
  label: 'Raw device mapping',
  description: 'A disk is a mapped LUN of the storage; the usual copy cannot read it, storage copy offload can.',
  remedy: 'Turn it into a virtual disk, or detach it and attach the LUN or a copy of its data at the target.',
  severity: { 'openshift-virtualization': 'warning', kvm: 'warning' },
  source: forklift('rdm_disk.rego'),
  covers: ['vmware.disk.rdm.detected'],
  platforms: ['vsphere'],
  needs: ['disks'],
  asksFor: ['disks[].rawDeviceMapping'],
  fixHours: 8,
  evaluate: ({ disks }) => rawDeviceAnswer(disks),
});
