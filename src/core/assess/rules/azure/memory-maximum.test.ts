import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { azureMemoryMaximum } from './memory-maximum.ts';

describeRule(azureMemoryMaximum, 'vsphere', [
  { reason: 'above', facts: { memoryMiB: 15_201 * 1024 }, says: { fails: 'at most 15200' } },
  { reason: 'at the limit', facts: { memoryMiB: 15_200 * 1024 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['memoryMiB'] } },
]);
