import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { kvmMemoryTested } from './memory-tested.ts';

describeRule(kvmMemoryTested, 'vsphere', [
  {
    reason: 'past the first vendor',
    facts: { memoryMiB: 6145 * 1024 },
    says: { fails: 'SUSE, Linux guests: 6145 GiB' },
  },
  { reason: 'past both', facts: { memoryMiB: 12_289 * 1024 }, says: { fails: 'tested up to 12288 (rhel-kvm' } },
  { reason: 'at the lower limit', facts: { memoryMiB: 6144 * 1024 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['memoryMiB'] } },
]);
