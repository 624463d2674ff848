import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { guestSupport } from './guest-support.ts';

describeRule(guestSupport, 'vsphere', [
  { reason: 'RHEL 9 is certified', facts: { os: { id: 'rhel-9' } }, says: 'pass' },
  { reason: 'Ubuntu 22.04 is within 18.04 to 25.04', facts: { os: { id: 'ubuntu-22.04' } }, says: 'pass' },
  { reason: 'Ubuntu 16.04 is before it', facts: { os: { id: 'ubuntu-16.04' } }, says: { fails: 'not in the list' } },
  {
    reason: 'Ubuntu without release',
    facts: { os: { product: 'ubuntu', name: 'Ubuntu Linux', family: 'linux' } },
    says: { asks: ['os.version'] },
  },
  {
    reason: 'Rocky of any release is not listed',
    facts: { os: { product: 'rocky', family: 'linux' } },
    says: { fails: 'not-listed' },
  },
  {
    reason: 'the release is taken from the version',
    facts: { os: { id: 'ubuntu', version: '24.04', family: 'linux' } },
    says: 'pass',
  },
  {
    reason: 'SLES 15 SP3 is before SP5',
    facts: { os: { id: 'sles-15', version: '15.3', family: 'linux' } },
    says: { fails: 'not in the list' },
  },
  { reason: 'SLES 15 without service pack', facts: { os: { id: 'sles-15' } }, says: { asks: ['os.version'] } },
  { reason: 'RHEL 6 is deprecated', facts: { os: { id: 'rhel-6' } }, says: { fails: 'deprecated' } },
  {
    reason: '2008 R2 runs without certification',
    facts: { os: { id: 'windows-server-2008-r2' } },
    says: { fails: 'runs-uncertified' },
  },
  {
    reason: '2012 and 2012 R2 both run uncertified',
    facts: { os: { candidates: ['windows-server-2012', 'windows-server-2012-r2'] } },
    says: { fails: 'runs-uncertified' },
  },
  { reason: 'second-hand facts say so', facts: { os: { id: 'debian-12' } }, says: { fails: 'second-hand' } },
  { reason: 'nobody named the guest', facts: { os: {} }, says: { asks: ['os.id'] } },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
