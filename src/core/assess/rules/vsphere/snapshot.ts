import { defineRule } from '../../rule.ts';
import { snapshotAnswer } from '../../machine-answers.ts';
import { forklift } from '../sources.ts';

export const snapshot = defineRule({
  id: 'vsphere.snapshot',
  label: 'Snapshots exist',
  description: 'Only the current state is carried; a warm migration refuses a machine with snapshots.',
  remedy: 'Delete or consolidate the snapshots before the move.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'warning',
    kvm: 'info',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forklift('snapshot.rego'),
  covers: ['vmware.snapshot.detected'],
  platforms: ['vsphere'],
  needs: ['snapshots'],
  fixHours: 0.5,
  evaluate: ({ snapshots }) => snapshotAnswer(snapshots),
});
