import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervDiskCapacityInvalid } from './disk-capacity-invalid.ts';

describeRule(hypervDiskCapacityInvalid, 'hyperv', [
  {
    reason: 'a disk of nothing',
    facts: { disks: [{ label: 'SCSI 0:0', capacityMiB: 0 }] },
    says: { fails: 'SCSI 0:0' },
  },
  { reason: 'a disk with a capacity', facts: { disks: [{ label: 'SCSI 0:0', capacityMiB: 1024 }] }, says: 'pass' },
  {
    reason: 'a disk whose file could not be opened',
    facts: { disks: [{ label: 'SCSI 0:0' }] },
    says: { asks: ['disks[].capacityMiB'] },
  },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].capacityMiB'] } },
]);
