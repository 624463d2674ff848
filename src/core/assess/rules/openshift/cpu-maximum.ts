import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { kubevirtLimits } from '../sources.ts';

export const cpuMaximum = defineRule({
  id: 'openshift.cpu.above-maximum',
  label: 'More CPUs than possible',
  description: 'The machine has more CPUs than one virtual machine can have on OpenShift Virtualization.',
  remedy: 'Split the workload over several machines, or leave it on another platform.',
  severity: { 'openshift-virtualization': 'blocker' },
  source: kubevirtLimits,
  needs: ['cpuCount'],
  fixHours: 40,
  evaluate: ({ cpuCount }, { catalog }) => atMost(cpuCount, 'vCPU', limitOf(catalog, 'kubevirt-vcpu-maximum')),
});
