import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtCpuTuning } from './cpu-tuning.ts';

describeRule(libvirtCpuTuning, 'kvm', [
  { reason: 'two CPUs', facts: { cpuAffinity: [2, 3] }, says: { fails: '2, 3' } },
  { reason: 'none', facts: { cpuAffinity: [] }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['cpuAffinity'] } },
]);
