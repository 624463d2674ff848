import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osUnlisted } from './os-unlisted.ts';

describeRule(osUnlisted, 'vsphere', [
  {
    reason: 'SLES: the tool does not name it, the vendor list does',
    facts: { os: { id: 'sles-15', version: '15.6', name: 'SLES 15 SP6' } },
    says: { fails: 'the two disagree' },
  },
  { reason: 'Debian: neither names it', facts: { os: { id: 'debian-12' } }, says: { fails: 'says not-listed' } },
  {
    reason: 'FreeBSD: neither names it',
    facts: { os: { id: 'freebsd-14' } },
    says: { fails: 'does not name it either' },
  },
  { reason: 'RHEL 9 is named', facts: { os: { id: 'rhel-9' } }, says: 'pass' },
  { reason: 'a minor release too', facts: { os: { id: 'rhel-9', version: '9.4', family: 'linux' } }, says: 'pass' },
  {
    reason: '"2016 or later": all four are named',
    facts: {
      os: { candidates: ['windows-server-2016', 'windows-server-2019', 'windows-server-2022', 'windows-server-2025'] },
    },
    says: 'pass',
  },
  {
    reason: '2012 or 2012 R2: neither is',
    facts: { os: { candidates: ['windows-server-2012', 'windows-server-2012-r2'] } },
    says: { fails: 'One of windows-server-2012' },
  },
  {
    reason: 'CentOS or RHEL would differ',
    facts: { os: { candidates: ['rhel-8', 'centos-8'] } },
    says: { asks: ['os.id'] },
  },
  { reason: 'nobody named the guest', facts: { os: {} }, says: { asks: ['os.id'] } },
  { reason: '"Other Linux" names nothing', facts: { os: { id: 'linux-generic' } }, says: { asks: ['os.id'] } },
  { reason: 'no guest at all', facts: {}, says: { asks: ['os.id'] } },
]);
