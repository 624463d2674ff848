import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { nicCount } from './nic-count.ts';

describeRule(nicCount, 'vsphere', [
  {
    reason: '16 adapters',
    facts: { nics: Array.from({ length: 16 }, (_, index) => ({ label: `Network adapter ${index + 1}` })) },
    says: { fails: '16 network adapters; at most 15' },
  },
  { reason: 'two', facts: { nics: [{ label: 'Network adapter 1' }, { label: 'Network adapter 2' }] }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['nics'] } },
]);
