import { defineRule } from '../../rule.ts';
import { sharedDiskAnswer } from '../../machine-answers.ts';
import { forklift } from '../sources.ts';

export const diskShared = defineRule({
  id: 'vsphere.disk.shared',
  label: 'Shared disk',
  description: 'A disk is written by more than one virtual machine.',
  remedy:
    'Move all machines on the disk in one wave onto a shared block volume, or rebuild the cluster with replication.',
  severity: { 'openshift-virtualization': 'warning', kvm: 'warning' },
  source: forklift('shared_disk.rego'),
  covers: ['vmware.disk.shared.detected'],
  platforms: ['vsphere'],
  needs: ['disks'],
  asksFor: ['disks[].shared'],
  fixHours: 8,
  evaluate: ({ disks }) => sharedDiskAnswer(disks),
});
