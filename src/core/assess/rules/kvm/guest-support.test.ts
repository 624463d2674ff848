import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { kvmGuestSupport } from './guest-support.ts';

describeRule(kvmGuestSupport, 'vsphere', [
  { reason: 'one vendor names RHEL 9', facts: { os: { id: 'rhel-9', family: 'linux' } }, says: 'pass' },
  { reason: 'the other names Server 2012 R2', facts: { os: { id: 'windows-server-2012-r2' } }, says: 'pass' },
  { reason: 'both name Server 2022', facts: { os: { id: 'windows-server-2022' } }, says: 'pass' },
  {
    reason: 'RHEL 6: one has conditions, the other does not name it',
    facts: { os: { id: 'rhel-6', family: 'linux' } },
    says: { fails: 'SUSE: conditional, full support with SUSE Liberty Linux only' },
  },
  {
    reason: 'RHEL 6: the second list is evidence too',
    facts: { os: { id: 'rhel-6', family: 'linux' } },
    says: { fails: 'Red Hat does not name it (rhel-kvm' },
  },
  { reason: 'Debian is in neither', facts: { os: { id: 'debian-12' } }, says: { fails: 'SUSE does not name it' } },
  {
    reason: 'SLES 12 SP2 is before the first list, and in the second',
    facts: { os: { id: 'sles-12', version: '12.2', family: 'linux' } },
    says: 'pass',
  },
  { reason: 'Oracle Linux 8', facts: { os: { id: 'oracle-linux-8' } }, says: 'pass' },
  { reason: 'Oracle Linux 9 is newer', facts: { os: { id: 'oracle-linux-9' } }, says: { fails: 'SUSE does not' } },
  {
    reason: 'Oracle Linux of unknown release',
    facts: { os: { product: 'oracle-linux', family: 'linux' } },
    says: { asks: ['os.version'] },
  },
  { reason: 'nobody named the guest', facts: { os: {} }, says: { asks: ['os.id'] } },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
