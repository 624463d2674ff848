import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtDiskReservation } from './disk-reservation.ts';

describeRule(libvirtDiskReservation, 'kvm', [
  {
    reason: 'with a reservation helper',
    facts: { disks: [{ label: 'sda', scsiReservation: true }] },
    says: { fails: 'sda' },
  },
  { reason: 'without', facts: { disks: [{ label: 'sda', scsiReservation: false }] }, says: 'pass' },
  { reason: 'not told', facts: { disks: [{ label: 'sda' }] }, says: { asks: ['disks[].scsiReservation'] } },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].scsiReservation'] } },
]);
