import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtDiskReservation = defineRule({
  id: 'libvirt.disk.reservation',
  label: 'Disk with SCSI reservations',
  description:
    'The guest may reserve the disk against other machines, as members of a failover cluster do; a copied disk has no reservations.',
  remedy: 'Move all members in one wave onto a LUN that takes reservations, or rebuild the cluster with replication.',
  severity: { 'openshift-virtualization': 'warning', kvm: 'warning', hyperv: 'warning', 'azure-local': 'warning' },
  source: forkliftFor('ovirt', 'scsi_reservation.rego'),
  covers: ['ovirt.disk.scsi_reservation.enabled'],
  platforms: QEMU,
  needs: ['disks'],
  asksFor: ['disks[].scsiReservation'],
  fixHours: 8,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      (disk) => disk.scsiReservation,
      ['disks[].scsiReservation'],
      (found) => `Reservations: ${listed(found.map(({ label }) => label))}.`,
    ),
});
