import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { diskCount } from './disk-count.ts';

describeRule(diskCount, 'vsphere', [
  {
    reason: 'one more than the limit',
    facts: { disks: Array.from({ length: 166 }, (_, index) => ({ label: `Hard disk ${index + 1}` })) },
    says: { fails: '166 disks; at most 165' },
  },
  {
    reason: 'exactly the limit',
    facts: { disks: Array.from({ length: 165 }, (_, index) => ({ label: `Hard disk ${index + 1}` })) },
    says: 'pass',
  },
  { reason: 'no disks listed', facts: {}, says: { asks: ['disks'] } },
]);
