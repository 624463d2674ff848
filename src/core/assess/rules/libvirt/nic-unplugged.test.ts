import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtNicUnplugged } from './nic-unplugged.ts';

describeRule(libvirtNicUnplugged, 'kvm', [
  {
    reason: 'link down',
    facts: { nics: [{ label: 'interface 1', connected: false }] },
    says: { fails: 'interface 1' },
  },
  { reason: 'connected', facts: { nics: [{ label: 'interface 0', connected: true }] }, says: 'pass' },
  { reason: 'not told', facts: { nics: [{ label: 'interface 0' }] }, says: { asks: ['nics[].connected'] } },
  { reason: 'no source listed the adapters', facts: {}, says: { asks: ['nics[].connected'] } },
]);
