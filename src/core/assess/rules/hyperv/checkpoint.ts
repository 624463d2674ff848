import { defineRule } from '../../rule.ts';
import { snapshotAnswer } from '../../machine-answers.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const hypervCheckpoint = defineRule({
  id: 'hyperv.checkpoint',
  label: 'Checkpoints exist',
  description: 'Only the current state is carried. While checkpoints exist the disks are chains of differences.',
  remedy: 'Delete the checkpoints and wait until their disks are merged.',
  severity: { 'openshift-virtualization': 'info', 'azure-vm': 'warning', kvm: 'info', 'azure-local': 'warning' },
  source: forkliftFor('hyperv', 'checkpoint.rego'),
  covers: ['hyperv.checkpoint.detected'],
  platforms: ['hyperv'],
  needs: ['snapshots'],
  fixHours: 0.5,
  evaluate: ({ snapshots }) => snapshotAnswer(snapshots),
});
