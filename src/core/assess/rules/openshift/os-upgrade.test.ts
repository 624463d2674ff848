import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osUpgrade } from './os-upgrade.ts';

describeRule(osUpgrade, 'vsphere', [
  { reason: 'CentOS 7 can become RHEL 7', facts: { os: { id: 'centos-7' } }, says: { fails: 'RHEL 7' } },
  { reason: 'RHEL 9 needs nothing', facts: { os: { id: 'rhel-9' } }, says: 'pass' },
  {
    reason: 'CentOS 8 or Stream 8: the same way',
    facts: { os: { candidates: ['centos-8', 'centos-stream-8'] } },
    says: { fails: 'RHEL 8' },
  },
  { reason: 'RHEL 6 or 7: depends', facts: { os: { candidates: ['rhel-6', 'rhel-7'] } }, says: { asks: ['os.id'] } },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
