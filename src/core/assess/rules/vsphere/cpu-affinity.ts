import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const cpuAffinity = defineRule({
  id: 'vsphere.cpu-affinity',
  label: 'Pinned to physical CPUs',
  description: 'The machine is bound to certain physical CPUs; the binding is not carried to the target.',
  remedy:
    'Find out why it was set. On OpenShift use dedicated CPU placement, on KVM vCPU pinning, on Azure an isolated size.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forklift('cpu_affinity.rego'),
  covers: ['vmware.cpu_affinity.detected', 'ova.cpu_affinity.detected'],
  platforms: ['vsphere'],
  needs: ['cpuAffinity'],
  fixHours: 2,
  evaluate: ({ cpuAffinity: cpus }) => (cpus.length > 0 ? fail(`Bound to CPUs ${cpus.join(', ')}.`) : pass),
});
