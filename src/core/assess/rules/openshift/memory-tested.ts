import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { mibToGib } from '../../../model/units.ts';
import { kubevirtLimits } from '../sources.ts';

export const memoryTested = defineRule({
  id: 'openshift.memory.above-tested',
  label: 'More memory than tested',
  description: 'The machine has more memory than the vendor has tested on OpenShift Virtualization.',
  remedy: 'Right-size the machine, or ask the vendor for support of this size.',
  severity: { 'openshift-virtualization': 'warning' },
  source: kubevirtLimits,
  needs: ['memoryMiB'],
  fixHours: 4,
  evaluate: ({ memoryMiB }, { catalog }) =>
    atMost(mibToGib(memoryMiB), 'GiB memory', limitOf(catalog, 'kubevirt-memory-tested')),
});
