import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { kubevirtLimits } from '../sources.ts';

export const cpuTested = defineRule({
  id: 'openshift.cpu.above-tested',
  label: 'More CPUs than tested',
  description: 'The machine has more CPUs than the vendor has tested on OpenShift Virtualization.',
  remedy: 'Right-size the machine, or ask the vendor for support of this size.',
  severity: { 'openshift-virtualization': 'warning' },
  source: kubevirtLimits,
  needs: ['cpuCount'],
  fixHours: 4,
  evaluate: ({ cpuCount }, { catalog }) => atMost(cpuCount, 'vCPU', limitOf(catalog, 'kubevirt-vcpu-tested')),
});
