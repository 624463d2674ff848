import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const placeholder = defineRule({
  id: 'common.placeholder',
  label: 'Replication placeholder',
  description:
    'A placeholder of Site Recovery Manager stands for a machine at another site; it has no disks of its own.',
  remedy: 'Leave it out; move the machine it stands for and set up recovery anew.',
  severity: {
    'openshift-virtualization': 'blocker',
    'azure-vm': 'blocker',
    kvm: 'blocker',
    hyperv: 'blocker',
    'azure-local': 'blocker',
  },
  source: ownExperience,
  platforms: ['vsphere'],
  needs: ['placeholder'],
  fixHours: 1,
  evaluate: ({ placeholder }) => (placeholder ? fail('It is a recovery placeholder.') : pass),
});
