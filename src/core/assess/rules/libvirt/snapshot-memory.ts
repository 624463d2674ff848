import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtSnapshotMemory = defineRule({
  id: 'libvirt.snapshot-memory',
  label: 'Snapshot with memory',
  description: 'A snapshot holds the memory of the running machine, which no other platform can load.',
  remedy: 'Delete the snapshot, or keep it only as a disk state.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'info',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('ovirt', 'online_snapshot.rego'),
  covers: ['ovirt.snapshot.online_memory.detected'],
  platforms: QEMU,
  needs: ['snapshots'],
  asksFor: ['snapshots[].memory'],
  fixHours: 0.5,
  evaluate: ({ snapshots }) =>
    noneOf(
      snapshots,
      ({ memory }) => memory,
      ['snapshots[].memory'],
      (found) => `With memory: ${listed(found.map(({ name }) => name))}.`,
    ),
});
