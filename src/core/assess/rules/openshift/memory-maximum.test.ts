import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { memoryMaximum } from './memory-maximum.ts';

describeRule(memoryMaximum, 'vsphere', [
  { reason: 'above', facts: { memoryMiB: 16_385 * 1024 }, says: { fails: 'at most 16384' } },
  { reason: 'at the limit', facts: { memoryMiB: 16_384 * 1024 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['memoryMiB'] } },
]);
