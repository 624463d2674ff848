import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const numaAffinity = defineRule({
  id: 'vsphere.numa-affinity',
  label: 'Bound to NUMA nodes',
  description: 'The machine is bound to certain NUMA nodes; the binding is not carried to the target.',
  remedy: 'On OpenShift use dedicated CPUs with NUMA passthrough; on KVM set numatune.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'warning',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forklift('numa_affinity.rego'),
  covers: ['vmware.numa_affinity.detected'],
  platforms: ['vsphere'],
  needs: ['numaAffinity'],
  fixHours: 2,
  evaluate: ({ numaAffinity: nodes }) => (nodes.length > 0 ? fail(`Bound to NUMA nodes ${nodes.join(', ')}.`) : pass),
});
