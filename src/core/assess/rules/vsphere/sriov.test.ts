import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { sriov } from './sriov.ts';

describeRule(sriov, 'vsphere', [
  {
    reason: 'an adapter bypasses the switch',
    facts: { nics: [{ label: 'Network adapter 2', passthrough: 'sriov' }] },
    says: { fails: 'Network adapter 2' },
  },
  {
    reason: 'a device says so',
    facts: { devices: [{ type: 'sriov' }], deviceTypesSeen: [] },
    says: { fails: 'sriov' },
  },
  {
    reason: 'all adapters are told and normal',
    facts: { nics: [{ label: 'Network adapter 1', passthrough: 'none' }] },
    says: 'pass',
  },
  {
    reason: 'adapters without that fact',
    facts: { nics: [{ label: 'Network adapter 1' }] },
    says: { asks: ['devices[].type'] },
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['devices[].type'] } },
]);
