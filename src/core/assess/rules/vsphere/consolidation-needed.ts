import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const consolidationNeeded = defineRule({
  id: 'vsphere.consolidation-needed',
  label: 'Disks need consolidation',
  description: 'vSphere says that redundant delta disks of removed snapshots still hang on this machine.',
  remedy: 'Run "Consolidate" on the virtual machine before the first copy; long delta chains slow every copy round.',
  severity: {
    stay: 'warning',
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forklift('consolidation_needed.rego'),
  covers: ['vmware.consolidation_needed'],
  platforms: ['vsphere'],
  needs: ['consolidationNeeded'],
  fixHours: 0.5,
  evaluate: ({ consolidationNeeded: needed }) =>
    needed ? fail('vSphere reports that consolidation is needed.') : pass,
});
