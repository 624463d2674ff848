import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { kvmLimits } from '../sources.ts';

export const kvmCpuMaximum = defineRule({
  id: 'kvm.cpu.above-maximum',
  label: 'More CPUs than possible',
  description: 'The machine has more CPUs than KVM gives one virtual machine.',
  remedy: 'Split the workload over several machines, or leave it on another platform.',
  severity: { kvm: 'blocker' },
  settledOn: ['kvm'],
  source: kvmLimits,
  needs: ['cpuCount'],
  fixHours: 40,
  evaluate: ({ cpuCount }, { catalog }) => atMost(cpuCount, 'vCPU', limitOf(catalog, 'kvm-vcpu-maximum')),
});
