import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtCpuTuning = defineRule({
  id: 'libvirt.cpu-tuning',
  label: 'Pinned to physical CPUs',
  description: 'CPUs of the machine are bound to certain CPUs of its host; the binding is not carried.',
  remedy:
    'Find out why it was set. On OpenShift use dedicated CPU placement, on another KVM host pin anew, on Azure an isolated size.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('ovirt', 'cpu_tune.rego'),
  covers: ['ovirt.cpu.tuning.detected'],
  platforms: QEMU,
  needs: ['cpuAffinity'],
  fixHours: 2,
  evaluate: ({ cpuAffinity: cpus }) => (cpus.length > 0 ? fail(`Bound to CPUs ${cpus.join(', ')}.`) : pass),
});
