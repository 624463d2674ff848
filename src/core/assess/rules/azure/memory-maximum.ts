import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { mibToGib } from '../../../model/units.ts';
import { azureLimits } from '../sources.ts';

export const azureMemoryMaximum = defineRule({
  id: 'azure.size.memory',
  label: 'No size with so much memory',
  description: 'No Azure size has as much memory as the machine.',
  remedy: 'Right-size the machine, or split the workload.',
  severity: { 'azure-vm': 'blocker' },
  source: azureLimits,
  settledOn: ['azure'],
  needs: ['memoryMiB'],
  fixHours: 40,
  evaluate: ({ memoryMiB }, { catalog }) => atMost(mibToGib(memoryMiB), 'GiB memory', limitOf(catalog, 'azure-memory')),
});
