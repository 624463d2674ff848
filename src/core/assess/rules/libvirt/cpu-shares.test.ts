import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtCpuShares } from './cpu-shares.ts';

describeRule(libvirtCpuShares, 'kvm', [
  { reason: 'set', facts: { cpuShares: 2048 }, says: { fails: '2048' } },
  { reason: 'not set', facts: { cpuShares: 0 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['cpuShares'] } },
]);
