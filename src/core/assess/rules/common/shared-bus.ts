import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { ownExperience } from '../sources.ts';

export const sharedBus = defineRule({
  id: 'common.disk.shared-bus',
  label: 'SCSI bus is shared',
  description:
    'The disk controller is shared with other machines, as failover clusters with SCSI-3 reservations need; no tool carries that.',
  remedy:
    'Build the cluster anew on shared block volumes, Azure shared disks or a VHD set; or replace the shared disk by replication.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  openWeighs: 'info',
  source: ownExperience,
  platforms: ['vsphere'],
  needs: ['disks'],
  asksFor: ['disks[].sharedBus'],
  fixHours: 16,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      ({ sharedBus: bus }) => (bus === undefined ? undefined : bus !== 'none'),
      ['disks[].sharedBus'],
      (found) => `Shared bus: ${listed(found.map(({ label, sharedBus: bus }) => `${label} (${bus ?? ''})`))}.`,
    ),
});
