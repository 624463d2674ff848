import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osUnsupported } from './os-unsupported.ts';

describeRule(osUnsupported, 'vsphere', [
  { reason: 'Solaris', facts: { os: { id: 'solaris-11' } }, says: { fails: 'unsupported' } },
  { reason: 'an unverified row says so', facts: { os: { id: 'windows-2000' } }, says: { fails: 'unverified' } },
  { reason: 'RHEL 9', facts: { os: { id: 'rhel-9' } }, says: 'pass' },
  {
    reason: 'FreeBSD of unknown release: 11 would be',
    facts: { os: { id: 'freebsd' } },
    says: { asks: ['os.version'] },
  },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
