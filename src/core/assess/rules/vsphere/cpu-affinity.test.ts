import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { cpuAffinity } from './cpu-affinity.ts';

describeRule(cpuAffinity, 'vsphere', [
  { reason: 'bound to two CPUs', facts: { cpuAffinity: [0, 2] }, says: { fails: 'CPUs 0, 2' } },
  { reason: 'looked at and not bound', facts: { cpuAffinity: [] }, says: 'pass' },
  { reason: 'no source said', facts: {}, says: { asks: ['cpuAffinity'] } },
]);
