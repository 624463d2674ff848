import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { diskPerformance } from './disk-performance.ts';

describeRule(diskPerformance, 'vsphere', [
  { reason: 'more IOPS than any disk', facts: { disks: [{ label: 'Data', iops: 500000 }] }, says: { fails: 'Data' } },
  {
    reason: 'more throughput',
    facts: { disks: [{ label: 'Data', iops: 10, throughputMiBps: 20000 }] },
    says: { fails: 'Data' },
  },
  { reason: 'within', facts: { disks: [{ label: 'Data', iops: 10, throughputMiBps: 20 }] }, says: 'pass' },
  {
    reason: 'not told',
    facts: { disks: [{ label: 'Data' }] },
    says: { asks: ['disks[].iops', 'disks[].throughputMiBps'] },
  },
  { reason: 'no disks', facts: {}, says: { asks: ['disks[].iops', 'disks[].throughputMiBps'] } },
]);
