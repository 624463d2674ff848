import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtDiskCount } from './disk-count.ts';

describeRule(libvirtDiskCount, 'kvm', [
  {
    reason: '166 disks',
    facts: { disks: Array.from({ length: 166 }, (_, index) => ({ label: `vd${index}` })) },
    says: { fails: '166 disks' },
  },
  {
    reason: '165 disks',
    facts: { disks: Array.from({ length: 165 }, (_, index) => ({ label: `vd${index}` })) },
    says: 'pass',
  },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks'] } },
]);
