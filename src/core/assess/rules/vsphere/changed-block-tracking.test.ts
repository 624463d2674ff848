import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { changedBlockTracking } from './changed-block-tracking.ts';

describeRule(changedBlockTracking, 'vsphere', [
  { reason: 'the fact says so', facts: { changeTracking: false }, says: { fails: 'off' } },
  { reason: 'the fact says the opposite', facts: { changeTracking: true }, says: 'pass' },
  { reason: 'no source said', facts: {}, says: { asks: ['changeTracking'] } },
]);
