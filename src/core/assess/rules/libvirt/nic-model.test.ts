import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtNicModel } from './nic-model.ts';

describeRule(libvirtNicModel, 'kvm', [
  {
    reason: 'a model of another hypervisor',
    facts: { nics: [{ label: 'interface 0', adapter: 'vmxnet3' }] },
    says: { fails: 'vmxnet3' },
  },
  { reason: 'virtio', facts: { nics: [{ label: 'interface 0', adapter: 'virtio' }] }, says: 'pass' },
  {
    reason: 'passed through: no model',
    facts: { nics: [{ label: 'interface 0', passthrough: 'sriov' }] },
    says: 'pass',
  },
  {
    reason: 'the definition leaves it to the host',
    facts: { nics: [{ label: 'interface 0' }] },
    says: { asks: ['nics[].adapter'] },
  },
  { reason: 'no source listed the adapters', facts: {}, says: { asks: ['nics[].adapter'] } },
]);
