import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervNicUnresolvedNetwork } from './nic-unresolved-network.ts';

describeRule(hypervNicUnresolvedNetwork, 'hyperv', [
  {
    reason: 'a switch of a node that is gone',
    facts: { nics: [{ label: 'Network Adapter', switchName: 'vSwitch9', networkKnown: false }] },
    says: { fails: 'vSwitch9' },
  },
  {
    reason: 'a switch of the host',
    facts: { nics: [{ label: 'Network Adapter', switchName: 'vSwitch1', networkKnown: true }] },
    says: 'pass',
  },
  { reason: 'on no switch', facts: { nics: [{ label: 'Network Adapter', networkKnown: true }] }, says: 'pass' },
  {
    reason: 'the switches were not listed',
    facts: { nics: [{ label: 'Network Adapter', switchName: 'vSwitch1' }] },
    says: { asks: ['nics[].networkKnown'] },
  },
  { reason: 'no source listed the adapters', facts: {}, says: { asks: ['nics[].networkKnown'] } },
]);
