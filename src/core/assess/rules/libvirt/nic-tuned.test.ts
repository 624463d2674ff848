import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtNicTuned } from './nic-tuned.ts';

describeRule(libvirtNicTuned, 'kvm', [
  {
    reason: 'queues are set',
    facts: { nics: [{ label: 'interface 0' }, { label: 'interface 1', tuned: true }] },
    says: { fails: 'interface 1' },
  },
  { reason: 'nothing set', facts: { nics: [{ label: 'interface 0', tuned: false }] }, says: 'pass' },
  { reason: 'a machine without adapters', facts: { nics: [] }, says: 'pass' },
  { reason: 'not told', facts: { nics: [{ label: 'interface 0' }] }, says: { asks: ['nics[].tuned'] } },
  { reason: 'no source listed the adapters', facts: {}, says: { asks: ['nics[].tuned'] } },
]);
