import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { cite } from '../../../catalog/provenance.ts';
import { limitOf } from '../../limits.ts';
import { kubevirtLimits } from '../sources.ts';

export const memoryMinimum = defineRule({
  id: 'openshift.memory.below-minimum',
  label: 'Less memory than the minimum',
  description: 'The machine has less memory than the platform is tested with.',
  remedy: 'Give it at least the minimum at the target.',
  severity: { 'openshift-virtualization': 'warning' },
  source: kubevirtLimits,
  needs: ['memoryMiB'],
  fixHours: 0.5,
  evaluate: ({ memoryMiB }, { catalog }) => {
    const least = limitOf(catalog, 'kubevirt-memory-minimum');
    return memoryMiB < least.value ? fail(`${memoryMiB} MiB memory; at least ${least.value} (${cite(least)}).`) : pass;
  },
});
