import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { bits32 } from './bits-32.ts';

describeRule(bits32, 'vsphere', [
  {
    reason: 'configured as 32-bit',
    facts: { os: { architecture: 'x86', configuredAs: 'Red Hat Enterprise Linux 6 (32-bit)' } },
    says: { fails: '32-bit' },
  },
  { reason: '64-bit', facts: { os: { architecture: 'x86_64' } }, says: 'pass' },
  { reason: 'architecture not told', facts: { os: { id: 'rhel-6' } }, says: { asks: ['os.architecture'] } },
  { reason: 'no guest', facts: {}, says: { asks: ['os.architecture'] } },
]);
