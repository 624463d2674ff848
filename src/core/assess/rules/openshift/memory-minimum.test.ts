import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { memoryMinimum } from './memory-minimum.ts';

describeRule(memoryMinimum, 'vsphere', [
  { reason: 'above', facts: { memoryMiB: 256 }, says: { fails: 'at least 512' } },
  { reason: 'at the limit', facts: { memoryMiB: 512 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['memoryMiB'] } },
]);
