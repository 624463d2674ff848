import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { consolidationNeeded } from './consolidation-needed.ts';

describeRule(consolidationNeeded, 'vsphere', [
  { reason: 'the fact says so', facts: { consolidationNeeded: true }, says: { fails: 'consolidation is needed' } },
  { reason: 'the fact says the opposite', facts: { consolidationNeeded: false }, says: 'pass' },
  { reason: 'no source said', facts: {}, says: { asks: ['consolidationNeeded'] } },
  {
    reason: 'another platform: not its rule',
    facts: { platform: 'hyperv', consolidationNeeded: true },
    says: 'not applicable',
  },
]);
