import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { azureLimits } from '../sources.ts';

export const azureCpuMaximum = defineRule({
  id: 'azure.size.cpu',
  label: 'No size with so many CPUs',
  description: 'No Azure size has as many CPUs as the machine.',
  remedy: 'Right-size the machine, or split the workload.',
  severity: { 'azure-vm': 'blocker' },
  source: azureLimits,
  settledOn: ['azure'],
  needs: ['cpuCount'],
  fixHours: 40,
  evaluate: ({ cpuCount }, { catalog }) => atMost(cpuCount, 'vCPU', limitOf(catalog, 'azure-vcpu')),
});
