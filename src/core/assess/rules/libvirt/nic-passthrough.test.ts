import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtNicPassthrough } from './nic-passthrough.ts';

describeRule(libvirtNicPassthrough, 'kvm', [
  {
    reason: 'a virtual function',
    facts: { nics: [{ label: 'interface 0', passthrough: 'sriov' }] },
    says: { fails: 'interface 0 (sriov)' },
  },
  { reason: 'on a bridge', facts: { nics: [{ label: 'interface 0', passthrough: 'none' }] }, says: 'pass' },
  {
    reason: 'on a network nobody described',
    facts: { nics: [{ label: 'interface 0' }] },
    says: { asks: ['nics[].passthrough'] },
  },
  { reason: 'no source listed the adapters', facts: {}, says: { asks: ['nics[].passthrough'] } },
]);
