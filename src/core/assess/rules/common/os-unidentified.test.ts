import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osUnidentified } from './os-unidentified.ts';

describeRule(osUnidentified, 'vsphere', [
  {
    reason: '"Other Linux"',
    facts: { os: { family: 'linux', configuredAs: 'Other 4.x Linux (64-bit)' } },
    says: { fails: 'Other 4.x' },
  },
  { reason: 'an id that names nothing', facts: { os: { id: 'linux-generic' } }, says: { fails: 'linux-generic' } },
  { reason: 'RHEL 9', facts: { os: { id: 'rhel-9' } }, says: 'pass' },
  {
    reason: 'a family without release is something',
    facts: { os: { product: 'ubuntu', family: 'linux' } },
    says: 'pass',
  },
  { reason: 'candidates are something', facts: { os: { candidates: ['rhel-8', 'rhel-9'] } }, says: 'pass' },
  { reason: 'nobody said anything', facts: { os: {} }, says: { asks: ['os.id'] } },
]);
