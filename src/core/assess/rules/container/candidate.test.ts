import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { candidate } from './candidate.ts';

describeRule(candidate, 'vsphere', [
  {
    reason: 'a web site is there',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, webSites: [{ name: 'Shop', runtime: 'v4.0' }] },
    says: 'pass',
  },
  {
    reason: 'nginx runs',
    facts: {
      os: { id: 'rhel-9', family: 'linux' },
      guestServices: [{ name: 'nginx', state: 'running', startMode: 'automatic' }],
    },
    says: 'pass',
  },
  {
    reason: 'all was looked at and nothing was found',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [{ name: 'WinRM', state: 'running', startMode: 'automatic' }],
      webSites: [],
    },
    says: { fails: 'No web site' },
  },
  {
    reason: 'services of Linux only',
    facts: {
      os: { id: 'rhel-9', family: 'linux' },
      guestServices: [{ name: 'sshd', state: 'running', startMode: 'automatic' }],
    },
    says: { fails: 'No web site' },
  },
  {
    reason: 'a workbook of a platform says nothing of the inside',
    facts: { os: { id: 'windows-server-2022', family: 'windows' } },
    says: { asks: ['guestServices', 'webSites'] },
  },
  {
    reason: 'of Linux the services are asked',
    facts: { os: { id: 'rhel-9', family: 'linux' } },
    says: { asks: ['guestServices'] },
  },
]);
