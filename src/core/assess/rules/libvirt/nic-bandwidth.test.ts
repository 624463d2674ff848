import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtNicBandwidth } from './nic-bandwidth.ts';

describeRule(libvirtNicBandwidth, 'kvm', [
  {
    reason: 'a limit',
    facts: { nics: [{ label: 'interface 0' }, { label: 'interface 1', bandwidthLimited: true }] },
    says: { fails: 'interface 1' },
  },
  { reason: 'no limit', facts: { nics: [{ label: 'interface 0', bandwidthLimited: false }] }, says: 'pass' },
  { reason: 'a machine without adapters', facts: { nics: [] }, says: 'pass' },
  { reason: 'not told', facts: { nics: [{ label: 'interface 0' }] }, says: { asks: ['nics[].bandwidthLimited'] } },
  { reason: 'no source listed the adapters', facts: {}, says: { asks: ['nics[].bandwidthLimited'] } },
]);
