import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { latencySensitivity } from './latency-sensitivity.ts';

describeRule(latencySensitivity, 'vsphere', [
  { reason: 'high', facts: { latencySensitivity: 'High' }, says: { fails: 'high' } },
  { reason: 'normal', facts: { latencySensitivity: 'normal' }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['latencySensitivity'] } },
]);
