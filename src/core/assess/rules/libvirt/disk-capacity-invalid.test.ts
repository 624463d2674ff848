import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtDiskCapacityInvalid } from './disk-capacity-invalid.ts';

describeRule(libvirtDiskCapacityInvalid, 'kvm', [
  { reason: 'a disk of nothing', facts: { disks: [{ label: 'vda', capacityMiB: 0 }] }, says: { fails: 'vda' } },
  { reason: 'a disk with a capacity', facts: { disks: [{ label: 'vda', capacityMiB: 1024 }] }, says: 'pass' },
  {
    reason: 'a file whose size nobody read',
    facts: { disks: [{ label: 'vda' }] },
    says: { asks: ['disks[].capacityMiB'] },
  },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].capacityMiB'] } },
]);
