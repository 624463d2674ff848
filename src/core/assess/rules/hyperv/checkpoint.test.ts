import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervCheckpoint } from './checkpoint.ts';

describeRule(hypervCheckpoint, 'hyperv', [
  { reason: 'one checkpoint', facts: { snapshots: [{ name: 'before update' }] }, says: { fails: 'before update' } },
  { reason: 'looked at, none', facts: { snapshots: [] }, says: 'pass' },
  { reason: 'nobody looked', facts: {}, says: { asks: ['snapshots'] } },
]);
