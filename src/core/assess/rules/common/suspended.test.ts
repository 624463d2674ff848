import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { suspended } from './suspended.ts';

describeRule(suspended, 'vsphere', [
  { reason: 'suspended', facts: { powerState: 'suspended' }, says: { fails: 'suspended' } },
  { reason: 'off is fine', facts: { powerState: 'off' }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['powerState'] } },
]);
