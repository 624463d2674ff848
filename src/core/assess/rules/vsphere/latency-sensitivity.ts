import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const latencySensitivity = defineRule({
  id: 'vsphere.latency-sensitivity',
  label: 'Tuned for low latency',
  description: 'The machine is set to high latency sensitivity: it owns its CPUs. The setting is not carried.',
  remedy:
    'On OpenShift use dedicated CPUs and huge pages; on KVM pin the vCPUs; on Azure test an isolated or HPC size.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: ownExperience,
  platforms: ['vsphere'],
  needs: ['latencySensitivity'],
  fixHours: 4,
  evaluate: ({ latencySensitivity: level }) =>
    level.toLowerCase() === 'high' ? fail('Latency sensitivity is high.') : pass,
});
