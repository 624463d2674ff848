import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { mibToGib } from '../../../model/units.ts';
import { kvmLimits } from '../sources.ts';

export const kvmMemoryMaximum = defineRule({
  id: 'kvm.memory.above-maximum',
  label: 'More memory than possible',
  description: 'The machine has more memory than a Linux host can have.',
  remedy: 'Split the workload over several machines, or leave it on another platform.',
  severity: { kvm: 'blocker' },
  settledOn: ['kvm'],
  source: kvmLimits,
  needs: ['memoryMiB'],
  fixHours: 40,
  evaluate: ({ memoryMiB }, { catalog }) =>
    atMost(mibToGib(memoryMiB), 'GiB memory', limitOf(catalog, 'kvm-memory-maximum')),
});
