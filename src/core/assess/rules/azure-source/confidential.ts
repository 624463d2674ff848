import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const azureConfidential = defineRule({
  id: 'azure-source.confidential',
  label: 'Confidential machine',
  description:
    'A confidential machine is encrypted with keys of its own hardware and state; its system disk opens nowhere else.',
  remedy:
    'Build the machine anew at the target, on hosts with confidential computing where that is asked for, and move data.',
  severity: {
    'openshift-virtualization': 'blocker',
    kvm: 'blocker',
    hyperv: 'blocker',
    'azure-local': 'blocker',
  },
  source: ownExperience,
  platforms: ['azure'],
  needs: [],
  mayUse: ['securityType', 'secureBoot', 'firmware'],
  fixHours: 24,
  evaluate: ({ securityType, secureBoot, firmware }) => {
    if (securityType !== undefined)
      return securityType.toLowerCase().includes('confidential') ? fail(`Security type: ${securityType}.`) : pass;
    // Confidential machines have EFI and Secure Boot.
    return firmware === 'bios' || secureBoot === false ? pass : unknown(['securityType']);
  },
});
