import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervBits32 } from './bits-32.ts';

describeRule(hypervBits32, 'vsphere', [
  {
    reason: '32 bit',
    facts: { os: { architecture: 'x86', configuredAs: 'Windows 7 (32-bit)' } },
    says: { fails: 'Windows 7 (32-bit) is a 32-bit system' },
  },
  { reason: '64 bit', facts: { os: { architecture: 'x86_64' } }, says: 'pass' },
  { reason: 'not told', facts: { os: { family: 'linux' } }, says: { asks: ['os.architecture'] } },
]);
