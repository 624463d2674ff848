import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { mibToGib } from '../../../model/units.ts';
import { kubevirtLimits } from '../sources.ts';

export const memoryMaximum = defineRule({
  id: 'openshift.memory.above-maximum',
  label: 'More memory than possible',
  description: 'The machine has more memory than one virtual machine can have on OpenShift Virtualization.',
  remedy: 'Split the workload over several machines, or leave it on another platform.',
  severity: { 'openshift-virtualization': 'blocker' },
  source: kubevirtLimits,
  needs: ['memoryMiB'],
  fixHours: 40,
  evaluate: ({ memoryMiB }, { catalog }) =>
    atMost(mibToGib(memoryMiB), 'GiB memory', limitOf(catalog, 'kubevirt-memory-maximum')),
});
