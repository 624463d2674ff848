import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const hardwareVersion = defineRule({
  id: 'vsphere.hardware-version.old',
  label: 'Old virtual hardware',
  description: 'The virtual hardware is older than version 10; tools and newer vSphere releases treat it worst.',
  remedy: 'Upgrade the virtual hardware to version 13 or newer before the move, with a backup.',
  severity: {
    stay: 'warning',
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: ownExperience,
  platforms: ['vsphere'],
  needs: ['hardwareVersion'],
  fixHours: 1,
  evaluate: ({ hardwareVersion: version }) => (version < 10 ? fail(`Hardware version ${version}.`) : pass),
});
