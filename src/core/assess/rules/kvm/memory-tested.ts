import { defineRule } from '../../rule.ts';
import { mibToGib } from '../../../model/units.ts';
import { kvmLimits } from '../sources.ts';
import { withinTested } from './tested-limits.ts';

export const kvmMemoryTested = defineRule({
  id: 'kvm.memory.above-tested',
  label: 'More memory than a vendor supports',
  description: 'The machine has more memory than at least one vendor of Linux hosts supports for one KVM machine.',
  remedy: 'Right-size the machine, or take hosts of a vendor that supports this size.',
  severity: { kvm: 'warning' },
  settledOn: ['kvm'],
  source: kvmLimits,
  needs: ['memoryMiB'],
  fixHours: 4,
  evaluate: ({ memoryMiB }, { catalog }) => withinTested(catalog, 'memoryGiB', mibToGib(memoryMiB), 'GiB memory'),
});
