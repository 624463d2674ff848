import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { concerns } from '../sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtTpm = defineRule({
  id: 'libvirt.tpm',
  label: 'Virtual TPM',
  description:
    'What the virtual TPM holds is not carried: keys sealed to it, such as BitLocker or LUKS keys, are lost.',
  remedy: 'Save recovery keys and suspend disk encryption, then give the target a new TPM and seal again.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: concerns('vtpm', 'partly'),
  platforms: QEMU,
  needs: ['tpm'],
  fixHours: 2,
  evaluate: ({ tpm }) => (tpm ? fail('A virtual TPM is attached.') : pass),
});
