import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { faultTolerance } from './fault-tolerance.ts';

describeRule(faultTolerance, 'vsphere', [
  { reason: 'the fact says so', facts: { faultTolerance: true }, says: { fails: 'Fault Tolerance is on' } },
  { reason: 'the fact says the opposite', facts: { faultTolerance: false }, says: 'pass' },
  { reason: 'no source said', facts: {}, says: { asks: ['faultTolerance'] } },
]);
