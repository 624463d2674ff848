import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { azureDiskCount } from './disk-count.ts';

describeRule(azureDiskCount, 'vsphere', [
  {
    reason: '65 data disks',
    facts: { disks: Array.from({ length: 66 }, (_, index) => ({ label: `Hard disk ${index + 1}` })) },
    says: { fails: '65 data disks; at most 64' },
  },
  {
    reason: '64 data disks and the system disk',
    facts: { disks: Array.from({ length: 65 }, (_, index) => ({ label: `Hard disk ${index + 1}` })) },
    says: 'pass',
  },
  { reason: 'no disks listed', facts: {}, says: { asks: ['disks'] } },
]);
