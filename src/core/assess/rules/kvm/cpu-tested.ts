import { defineRule } from '../../rule.ts';
import { kvmLimits } from '../sources.ts';
import { withinTested } from './tested-limits.ts';

export const kvmCpuTested = defineRule({
  id: 'kvm.cpu.above-tested',
  label: 'More CPUs than a vendor supports',
  description: 'The machine has more CPUs than at least one vendor of Linux hosts supports for one KVM machine.',
  remedy: 'Right-size the machine, or take hosts of a vendor that supports this size.',
  severity: { kvm: 'warning' },
  settledOn: ['kvm'],
  source: kvmLimits,
  needs: ['cpuCount'],
  fixHours: 4,
  evaluate: ({ cpuCount }, { catalog }) => withinTested(catalog, 'vcpu', cpuCount, 'vCPU'),
});
