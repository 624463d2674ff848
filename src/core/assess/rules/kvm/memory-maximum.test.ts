import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { kvmMemoryMaximum } from './memory-maximum.ts';

describeRule(kvmMemoryMaximum, 'vsphere', [
  { reason: 'above', facts: { memoryMiB: 65_537 * 1024 }, says: { fails: 'at most 65536' } },
  { reason: 'at the limit', facts: { memoryMiB: 65_536 * 1024 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['memoryMiB'] } },
]);
