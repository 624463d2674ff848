import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtCpuPinningPolicy } from './cpu-pinning-policy.ts';

describeRule(libvirtCpuPinningPolicy, 'kvm', [
  {
    reason: 'bound with memory nodes',
    facts: { cpuPinningPolicy: 'resize-and-pin-numa' },
    says: { fails: 'resize-and-pin-numa' },
  },
  {
    reason: 'sibling threads kept free',
    facts: { cpuPinningPolicy: 'isolate-threads' },
    says: { fails: 'isolate-threads' },
  },
  { reason: 'bound by hand: another rule', facts: { cpuPinningPolicy: 'manual' }, says: 'pass' },
  { reason: 'not bound', facts: { cpuPinningPolicy: 'none' }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['cpuPinningPolicy'] } },
]);
