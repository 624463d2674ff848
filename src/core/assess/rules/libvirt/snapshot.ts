import { defineRule } from '../../rule.ts';
import { snapshotAnswer } from '../../machine-answers.ts';
import { virtV2vGuests } from '../sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtSnapshot = defineRule({
  id: 'libvirt.snapshot',
  label: 'Snapshots exist',
  description: 'Only the current state is carried. Snapshots inside the image make it larger than its data.',
  remedy: 'Delete the snapshots before the move.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'warning',
    kvm: 'info',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: virtV2vGuests,
  platforms: QEMU,
  needs: ['snapshots'],
  fixHours: 0.5,
  evaluate: ({ snapshots }) => snapshotAnswer(snapshots),
});
