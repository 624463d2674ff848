import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { azureCpuMaximum } from './cpu-maximum.ts';

describeRule(azureCpuMaximum, 'vsphere', [
  { reason: 'above', facts: { cpuCount: 833 }, says: { fails: 'at most 832' } },
  { reason: 'at the limit', facts: { cpuCount: 832 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['cpuCount'] } },
]);
