import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervNicCount } from './nic-count.ts';

describeRule(hypervNicCount, 'vsphere', [
  {
    reason: 'few',
    facts: { nics: Array.from({ length: 4 }, (_, i) => ({ label: `Network adapter ${i}` })) },
    says: 'pass',
  },
  {
    reason: 'too many',
    facts: { nics: Array.from({ length: 69 }, (_, i) => ({ label: `Network adapter ${i}` })) },
    says: { fails: '69 network adapters; at most 68' },
  },
  {
    reason: 'too many without legacy ones',
    facts: { nics: Array.from({ length: 65 }, (_, i) => ({ label: `Network adapter ${i}` })), firmware: 'efi' },
    says: { fails: 'at most 64' },
  },
  { reason: 'not told', facts: {}, says: { asks: ['nics'] } },
]);
