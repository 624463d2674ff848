import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const hypervTpm = defineRule({
  id: 'hyperv.tpm',
  label: 'Virtual TPM',
  description:
    'What the virtual TPM holds is not carried to another platform: keys sealed to it, such as BitLocker keys, are lost.',
  remedy:
    'Save recovery keys and suspend BitLocker, then give the target a new TPM and seal again. Between Hyper-V hosts carry the key protector.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('hyperv', 'tpm_enabled.rego'),
  covers: ['hyperv.tpm.detected'],
  platforms: ['hyperv'],
  needs: [],
  mayUse: ['tpm', 'generation'],
  fixHours: 2,
  evaluate: ({ tpm, generation }) => {
    if (tpm === true) return fail('A virtual TPM is attached.');
    // Generation 1 has none.
    return tpm === false || generation === 1 ? pass : unknown(['tpm']);
  },
});
