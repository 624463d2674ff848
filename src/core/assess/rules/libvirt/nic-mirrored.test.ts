import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtNicMirrored } from './nic-mirrored.ts';

describeRule(libvirtNicMirrored, 'kvm', [
  {
    reason: 'one is a mirror',
    facts: { nics: [{ label: 'interface 0' }, { label: 'interface 1', mirrored: true }] },
    says: { fails: 'interface 1' },
  },
  { reason: 'none is', facts: { nics: [{ label: 'interface 0', mirrored: false }] }, says: 'pass' },
  { reason: 'a machine without adapters', facts: { nics: [] }, says: 'pass' },
  { reason: 'not told', facts: { nics: [{ label: 'interface 0' }] }, says: { asks: ['nics[].mirrored'] } },
  { reason: 'no source listed the adapters', facts: {}, says: { asks: ['nics[].mirrored'] } },
]);
