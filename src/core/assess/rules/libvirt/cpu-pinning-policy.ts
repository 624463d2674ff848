import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtCpuPinningPolicy = defineRule({
  id: 'libvirt.cpu-pinning-policy',
  label: 'CPUs are bound by a policy without a match',
  description:
    'The platform binds CPUs together with memory nodes, or keeps their sibling threads free. Targets have no such policy.',
  remedy:
    'Choose dedicated CPUs on OpenShift (with NUMA passthrough where memory nodes count), an isolated size on Azure.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('ovirt', 'cpu_policy.rego'),
  covers: ['ovirt.cpu.pinning_policy.unsupported'],
  platforms: QEMU,
  needs: ['cpuPinningPolicy'],
  fixHours: 4,
  evaluate: ({ cpuPinningPolicy: policy }) =>
    policy === 'resize-and-pin-numa' || policy === 'isolate-threads' ? fail(`Policy ${policy}.`) : pass,
});
