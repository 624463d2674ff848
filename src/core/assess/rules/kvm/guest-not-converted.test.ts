import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { guestNotConverted } from './guest-not-converted.ts';

describeRule(guestNotConverted, 'vsphere', [
  { reason: 'Solaris', facts: { os: { id: 'solaris-11' } }, says: { fails: 'not among' } },
  { reason: 'ESXi inside a machine', facts: { os: { id: 'esxi' } }, says: { fails: 'not among' } },
  { reason: 'RHEL 6 is named', facts: { os: { id: 'rhel-6' } }, says: 'pass' },
  {
    reason: 'RHEL 9 is converted in practice',
    facts: { os: { id: 'rhel-9', version: '9.4', family: 'linux' } },
    says: 'pass',
  },
  { reason: 'Debian 5 is before the list', facts: { os: { id: 'debian-5' } }, says: { fails: 'not among' } },
  { reason: 'Debian of unknown release', facts: { os: { id: 'debian' } }, says: { asks: ['os.version'] } },
  { reason: 'CentOS Stream is not CentOS', facts: { os: { id: 'centos-stream-9' } }, says: 'pass' },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
