import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { azureLimits } from '../sources.ts';

export const nicCount = defineRule({
  id: 'azure.nic.count',
  label: 'More network adapters than any size takes',
  description: 'The machine has more network adapters than the largest Azure sizes take.',
  remedy: 'Merge networks, or remove unused adapters.',
  severity: { 'azure-vm': 'blocker' },
  source: azureLimits,
  settledOn: ['azure'],
  needs: ['nics'],
  fixHours: 4,
  evaluate: ({ nics }, { catalog }) => atMost(nics.length, 'network adapters', limitOf(catalog, 'azure-nic-count')),
});
