import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerOtherOs } from './other-os.ts';

describeRule(containerOtherOs, 'vsphere', [
  {
    reason: 'FreeBSD',
    facts: { os: { id: 'freebsd-13', family: 'other', configuredAs: 'FreeBSD 13' } },
    says: { fails: 'kernel of its own' },
  },
  { reason: 'Linux', facts: { os: { id: 'rhel-9', family: 'linux' } }, says: 'pass' },
  { reason: 'nobody names the system', facts: { os: {} }, says: { asks: ['os.family'] } },
]);
