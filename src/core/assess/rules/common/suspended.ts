import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftPlan } from '../sources.ts';

export const suspended = defineRule({
  id: 'common.suspended',
  label: 'Suspended',
  description: 'A suspended machine has its state in a file that no other platform reads.',
  remedy: 'Resume it and shut it down cleanly, or power it off.',
  severity: {
    'openshift-virtualization': 'blocker',
    'azure-vm': 'warning',
    kvm: 'blocker',
    hyperv: 'blocker',
    'azure-local': 'warning',
  },
  settledAtHome: true,
  source: forkliftPlan,
  covers: ['openstack.vm.status.invalid', 'ovirt.vm.status_invalid'],
  needs: ['powerState'],
  fixHours: 0.5,
  evaluate: ({ powerState }) => (powerState === 'suspended' ? fail('It is suspended.') : pass),
});
