import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osEndOfSupport } from './os-end-of-support.ts';

describeRule(osEndOfSupport, 'vsphere', [
  {
    reason: '2012 R2: support and ESU both over',
    facts: { os: { id: 'windows-server-2012-r2', name: 'Windows Server 2012 R2' } },
    says: { fails: 'ESU ended 2026-10-13 as well' },
  },
  {
    reason: 'RHEL 7: the add-on still runs',
    facts: { os: { id: 'rhel-7' } },
    says: { fails: 'ELS runs until 2029-05-31' },
  },
  { reason: 'RHEL 9', facts: { os: { id: 'rhel-9' } }, says: 'pass' },
  { reason: 'Windows 11 of unknown edition', facts: { os: { id: 'windows-11' } }, says: { asks: ['os.version'] } },
  { reason: 'Windows 8.1', facts: { os: { id: 'windows-8.1' } }, says: { fails: '2023-01-10' } },
  {
    reason: '2012 or 2012 R2: both over',
    facts: { os: { candidates: ['windows-server-2012', 'windows-server-2012-r2'] } },
    says: { fails: 'ended 2023-10-10' },
  },
  {
    reason: 'SLES 15 SP4 by its version',
    facts: { os: { id: 'sles-15', version: '15.4', family: 'linux' } },
    says: { fails: '2023-12-31' },
  },
  { reason: 'Debian 12 has LTS, open to everyone', facts: { os: { id: 'debian-12' } }, says: 'pass' },
  {
    reason: 'Oracle Linux 10: no date published',
    facts: { os: { id: 'oracle-linux-10' } },
    says: { asks: ['os.version'] },
  },
  { reason: 'nothing in the catalogue', facts: { os: { id: 'solaris-11' } }, says: { asks: ['os.version'] } },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
  {
    reason: 'RHEL 9 on a day in 2033',
    facts: { os: { id: 'rhel-9' } },
    says: { fails: '2032-05-31' },
    asOf: '2033-01-01',
  },
  { reason: 'its last day still counts', facts: { os: { id: 'rhel-9' } }, says: 'pass', asOf: '2032-05-31' },
]);
