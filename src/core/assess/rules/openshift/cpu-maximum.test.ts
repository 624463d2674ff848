import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { cpuMaximum } from './cpu-maximum.ts';

describeRule(cpuMaximum, 'vsphere', [
  { reason: 'above', facts: { cpuCount: 256 }, says: { fails: 'at most 255' } },
  { reason: 'at the limit', facts: { cpuCount: 255 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['cpuCount'] } },
]);
