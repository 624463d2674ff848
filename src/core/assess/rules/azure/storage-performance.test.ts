import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { storagePerformance } from './storage-performance.ts';

describeRule(storagePerformance, 'vsphere', [
  {
    reason: 'more IOPS than any size',
    facts: { utilisation: { diskIops: 700000 } },
    says: { fails: '700000 IOPS; at most 650000' },
  },
  {
    reason: 'more throughput than any size',
    facts: { utilisation: { diskIops: 100, diskReadMiBps: 9000, diskWriteMiBps: 2000 } },
    says: { fails: '11000 MiB/s' },
  },
  {
    reason: 'a usual machine',
    facts: { utilisation: { diskIops: 100, diskReadMiBps: 1, diskWriteMiBps: 2 } },
    says: 'pass',
  },
  {
    reason: 'too much already with half known',
    facts: { utilisation: { diskReadMiBps: 12000 } },
    says: { fails: '12000 MiB/s' },
  },
  { reason: 'IOPS not measured', facts: { utilisation: { cpuAvgPct: 3 } }, says: { asks: ['utilisation.diskIops'] } },
  {
    reason: 'throughput not measured',
    facts: { utilisation: { diskIops: 3 } },
    says: { asks: ['utilisation.diskReadMiBps'] },
  },
  {
    reason: 'nor half of it',
    facts: { utilisation: { diskIops: 3, diskReadMiBps: 3 } },
    says: { asks: ['utilisation.diskWriteMiBps'] },
  },
  { reason: 'not measured at all', facts: {}, says: { asks: ['utilisation.diskIops'] } },
]);
