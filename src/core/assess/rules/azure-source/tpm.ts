import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { concerns } from '../sources.ts';

export const azureTpm = defineRule({
  id: 'azure-source.tpm',
  label: 'Virtual TPM',
  description: 'What the virtual TPM holds is not carried: keys sealed to it, such as BitLocker keys, are lost.',
  remedy: 'Save recovery keys and suspend BitLocker, then give the target a new TPM and seal again.',
  severity: {
    'openshift-virtualization': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: concerns('vtpm', 'partly'),
  platforms: ['azure'],
  needs: [],
  mayUse: ['tpm', 'firmware'],
  fixHours: 2,
  evaluate: ({ tpm, firmware }) => {
    if (tpm === true) return fail('A virtual TPM is attached.');
    // Generation 1 has none.
    return tpm === false || firmware === 'bios' ? pass : unknown(['tpm']);
  },
});
