import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { notConnected } from './not-connected.ts';

describeRule(notConnected, 'vsphere', [
  { reason: 'orphaned', facts: { connectionState: 'orphaned' }, says: { fails: 'orphaned' } },
  { reason: 'connected', facts: { connectionState: 'Connected' }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['connectionState'] } },
]);
