import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { cpuTested } from './cpu-tested.ts';

describeRule(cpuTested, 'vsphere', [
  { reason: 'above', facts: { cpuCount: 217 }, says: { fails: 'tested up to 216' } },
  { reason: 'at the limit', facts: { cpuCount: 216 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['cpuCount'] } },
]);
