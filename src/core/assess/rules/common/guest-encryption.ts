import { defineRule } from '../../rule.ts';
import { listed } from '../../kleene.ts';
import { fail, pass } from '../../verdict.ts';
import { concerns } from '../sources.ts';

export const guestEncryption = defineRule({
  id: 'common.guest.encryption',
  label: 'Guest encrypts its volumes',
  description:
    'Conversion cannot read BitLocker or LUKS volumes without keys, and keys sealed to a TPM are lost with the machine.',
  remedy:
    'Store the recovery keys elsewhere and test one, then suspend or decrypt. For OpenShift give the keys to the plan, or Clevis, not both.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'blocker',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'blocker',
    'openshift-container': 'info',
    'aks-container': 'info',
  },
  openWeighs: 'info',
  settledAtHome: true,
  source: concerns('bitlocker and luks', 'partly'),
  needs: ['guestEncryption'],
  mayUse: ['tpm'],
  fixHours: 4,
  evaluate: ({ guestEncryption, tpm }) =>
    guestEncryption.length === 0
      ? pass
      : fail(`Encrypted: ${listed(guestEncryption)}${tpm === true ? '; a TPM may hold the keys' : ''}.`),
});
