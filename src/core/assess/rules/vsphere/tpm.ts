import { defineRule } from '../../rule.ts';
import { fail, unknown } from '../../verdict.ts';
import { noDevice } from '../../devices.ts';
import { forklift } from '../sources.ts';

export const tpm = defineRule({
  id: 'vsphere.tpm',
  label: 'Virtual TPM',
  description: 'What the virtual TPM holds is not carried: keys sealed to it, such as BitLocker keys, are lost.',
  remedy: 'Save recovery keys and suspend BitLocker, then give the target a new TPM and seal again.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forklift('tpm_enabled.rego'),
  covers: ['vmware.tpm.detected'],
  platforms: ['vsphere'],
  needs: [],
  mayUse: ['tpm', 'firmware', 'hardwareVersion', 'devices', 'deviceTypesSeen'],
  fixHours: 2,
  evaluate: (facts) => {
    const { tpm, firmware, hardwareVersion } = facts;
    if (tpm === true) return fail('A virtual TPM is attached.');
    // vSphere attaches a TPM only to EFI machines of hardware version 14 or newer.
    const impossible = firmware === 'bios' || (hardwareVersion !== undefined && hardwareVersion < 14);
    const verdict = noDevice(['tpm'], facts, tpm === false || impossible);
    return verdict.outcome === 'unknown' ? unknown(['tpm']) : verdict;
  },
});
