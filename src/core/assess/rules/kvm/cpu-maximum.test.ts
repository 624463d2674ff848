import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { kvmCpuMaximum } from './cpu-maximum.ts';

describeRule(kvmCpuMaximum, 'vsphere', [
  { reason: 'above', facts: { cpuCount: 4097 }, says: { fails: 'at most 4096' } },
  { reason: 'at the limit', facts: { cpuCount: 4096 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['cpuCount'] } },
]);
