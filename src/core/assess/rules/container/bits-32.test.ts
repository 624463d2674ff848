import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerBits32 } from './bits-32.ts';

describeRule(containerBits32, 'vsphere', [
  {
    reason: '32 bits',
    facts: { os: { architecture: 'x86', configuredAs: 'Windows Server 2008 (32-bit)' } },
    says: { fails: '32-bit' },
  },
  { reason: '64 bits', facts: { os: { architecture: 'x86_64' } }, says: 'pass' },
  { reason: 'not told', facts: { os: { family: 'linux' } }, says: { asks: ['os.architecture'] } },
]);
