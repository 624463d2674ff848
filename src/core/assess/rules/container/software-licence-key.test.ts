import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { softwareLicenceKey } from './software-licence-key.ts';

describeRule(softwareLicenceKey, 'vsphere', [
  { reason: 'run-time of a key', facts: { software: [{ name: 'Sentinel Runtime' }] }, says: { fails: 'Sentinel' } },
  {
    reason: 'another vendor',
    facts: { software: [{ name: 'CodeMeter Runtime Kit v7.60' }] },
    says: { fails: 'CodeMeter' },
  },
  { reason: 'nothing of the kind', facts: { software: [{ name: '7-Zip 23.01' }] }, says: 'pass' },
  { reason: 'nobody listed the software', facts: {}, says: { asks: ['software'] } },
]);
