import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervDiskCount } from './disk-count.ts';

describeRule(hypervDiskCount, 'hyperv', [
  {
    reason: '166 disks',
    facts: { disks: Array.from({ length: 166 }, (_, index) => ({ label: `SCSI 0:${index}` })) },
    says: { fails: '166 disks' },
  },
  {
    reason: '165 disks',
    facts: { disks: Array.from({ length: 165 }, (_, index) => ({ label: `SCSI 0:${index}` })) },
    says: 'pass',
  },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks'] } },
]);
