import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { concerns } from '../sources.ts';

export const haPriority = defineRule({
  id: 'common.ha-priority',
  label: 'Restarted before others',
  description: 'The platform restarts this machine with high priority when a host fails; the setting is not carried.',
  remedy: 'Give it a run strategy and a priority class on OpenShift; set start order or priority at other targets.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: concerns('ha-priority', 'own'),
  platforms: ['vsphere'],
  needs: ['haRestartPriority'],
  fixHours: 0.5,
  evaluate: ({ haRestartPriority }) =>
    /^(highest|high)$/i.test(haRestartPriority) ? fail(`Restart priority: ${haRestartPriority}.`) : pass,
});
