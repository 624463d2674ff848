import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { rebuildLinux } from './rebuild-linux.ts';

describeRule(rebuildLinux, 'vsphere', [
  {
    reason: 'what was found has to be built',
    facts: {
      os: { id: 'rhel-9', family: 'linux' },
      guestServices: [{ name: 'nginx', state: 'running', startMode: 'automatic' }],
    },
    says: { fails: 'nginx' },
  },
  {
    reason: 'the other system has a rule of its own',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [{ name: 'nginx', state: 'running', startMode: 'automatic' }],
    },
    says: 'pass',
  },
  {
    reason: 'nothing to build',
    facts: {
      os: { id: 'rhel-9', family: 'linux' },
      guestServices: [{ name: 'sshd', state: 'running', startMode: 'automatic' }],
      webSites: [],
    },
    says: 'pass',
  },
  {
    reason: 'nobody looked inside',
    facts: { os: { id: 'rhel-9', family: 'linux' } },
    says: { asks: ['guestServices'] },
  },
  { reason: 'nobody names the system', facts: {}, says: { asks: ['os.family'] } },
]);
