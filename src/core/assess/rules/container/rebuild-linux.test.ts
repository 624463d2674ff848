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
    reason: 'what runs in Windows and needs none',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [{ name: 'nginx', state: 'running', startMode: 'automatic' }],
    },
    says: { fails: 'nginx' },
  },
  {
    reason: 'a .NET 8 service on Windows',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [{ name: 'NordwerkBilling', state: 'running', startMode: 'automatic' }],
      dotNetVersions: ['4.8', '8.0.11'],
    },
    says: { fails: 'NordwerkBilling' },
  },
  {
    reason: 'what needs Windows has a rule of its own',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [],
      webSites: [{ name: 'Shop', runtime: 'v4.0' }],
    },
    says: 'pass',
  },
  {
    reason: 'nobody looked for .NET on Windows',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [{ name: 'NordwerkBilling', state: 'running', startMode: 'automatic' }],
      webSites: [],
    },
    says: { asks: ['dotNetVersions'] },
  },
  { reason: 'neither Linux nor Windows', facts: { os: { id: 'solaris-11', family: 'other' } }, says: 'pass' },
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
