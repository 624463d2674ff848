import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osUnidentified } from './os-unidentified.ts';

describeRule(osUnidentified, 'vsphere', [
  {
    reason: '"Other Linux"',
    facts: { os: { id: 'linux-generic', configuredAs: 'Other 4.x Linux (64-bit)' } },
    says: { fails: 'Other 4.x' },
  },
  { reason: 'RHEL 9', facts: { os: { id: 'rhel-9' } }, says: 'pass' },
  { reason: 'candidates are something', facts: { os: { candidates: ['rhel-8', 'rhel-9'] } }, says: 'pass' },
  { reason: 'nobody said anything', facts: { os: {} }, says: { asks: ['os.id'] } },
]);
