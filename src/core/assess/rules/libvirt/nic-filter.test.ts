import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtNicFilter } from './nic-filter.ts';

describeRule(libvirtNicFilter, 'kvm', [
  {
    reason: 'clean-traffic on one adapter',
    facts: { nics: [{ label: 'interface 0' }, { label: 'interface 1', filtered: true }] },
    says: { fails: 'interface 1' },
  },
  { reason: 'no filter', facts: { nics: [{ label: 'interface 0', filtered: false }] }, says: 'pass' },
  { reason: 'a machine without adapters', facts: { nics: [] }, says: 'pass' },
  { reason: 'not told', facts: { nics: [{ label: 'interface 0' }] }, says: { asks: ['nics[].filtered'] } },
  { reason: 'no source listed the adapters', facts: {}, says: { asks: ['nics[].filtered'] } },
]);
