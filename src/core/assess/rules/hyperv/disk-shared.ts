import { defineRule } from '../../rule.ts';
import { sharedDiskAnswer } from '../../machine-answers.ts';
import { azureMigrateHyperv } from '../sources.ts';

export const hypervDiskShared = defineRule({
  id: 'hyperv.disk.shared',
  label: 'Shared disk',
  description: 'A disk is written by more than one virtual machine (VHD set, or persistent reservations).',
  remedy:
    'Move all machines on the disk in one wave onto a shared block volume, or rebuild the cluster with replication.',
  severity: { 'openshift-virtualization': 'warning', kvm: 'warning' },
  source: azureMigrateHyperv,
  platforms: ['hyperv'],
  needs: ['disks'],
  asksFor: ['disks[].shared'],
  fixHours: 8,
  evaluate: ({ disks }) => sharedDiskAnswer(disks),
});
