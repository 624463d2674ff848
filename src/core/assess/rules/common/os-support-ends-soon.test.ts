import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osSupportEndsSoon } from './os-support-ends-soon.ts';

describeRule(osSupportEndsSoon, 'vsphere', [
  {
    reason: 'Server 2016 ends in January',
    facts: { os: { id: 'windows-server-2016' } },
    says: { fails: '2027-01-12' },
  },
  { reason: 'RHEL 9 does not', facts: { os: { id: 'rhel-9' } }, says: 'pass' },
  { reason: 'what has ended already is another rule', facts: { os: { id: 'rhel-6' } }, says: 'pass' },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
