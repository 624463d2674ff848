import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { memoryTested } from './memory-tested.ts';

describeRule(memoryTested, 'vsphere', [
  { reason: 'above', facts: { memoryMiB: 6145 * 1024 }, says: { fails: 'tested up to 6144' } },
  { reason: 'at the limit', facts: { memoryMiB: 6144 * 1024 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['memoryMiB'] } },
]);
