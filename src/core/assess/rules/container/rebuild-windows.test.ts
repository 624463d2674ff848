import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { rebuildWindows } from './rebuild-windows.ts';

describeRule(rebuildWindows, 'vsphere', [
  {
    reason: 'what was found has to be built',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, webSites: [{ name: 'Shop', runtime: 'v4.0' }] },
    says: { fails: 'Shop' },
  },
  {
    reason: 'the other system has a rule of its own',
    facts: { os: { id: 'rhel-9', family: 'linux' }, webSites: [{ name: 'Shop', runtime: 'v4.0' }] },
    says: 'pass',
  },
  {
    reason: 'a .NET 8 service runs in Linux containers as well',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [{ name: 'NordwerkBilling', state: 'running', startMode: 'automatic' }],
      dotNetVersions: ['4.8', '8.0.11'],
      webSites: [],
    },
    says: 'pass',
  },
  {
    reason: 'a site without managed code beside .NET 6 is ASP.NET Core',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [],
      dotNetVersions: ['6.0.36'],
      webSites: [{ name: 'Shop', runtime: 'none' }],
    },
    says: 'pass',
  },
  {
    reason: 'only .NET Framework is there',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [{ name: 'NordwerkBilling', state: 'running', startMode: 'automatic' }],
      dotNetVersions: ['4.8'],
    },
    says: { fails: 'NordwerkBilling' },
  },
  {
    reason: 'nobody looked for .NET',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [{ name: 'NordwerkBilling', state: 'running', startMode: 'automatic' }],
      webSites: [],
    },
    says: { asks: ['dotNetVersions'] },
  },
  {
    reason: 'nobody stated the runtime of a site, and .NET 8 is there',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [],
      dotNetVersions: ['8.0.11'],
      webSites: [{ name: 'Shop' }],
    },
    says: { asks: ['webSites[].runtime'] },
  },
  {
    reason: 'nobody stated the runtime of a site, and no newer .NET is there',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      dotNetVersions: ['4.8'],
      webSites: [{ name: 'Shop' }],
    },
    says: { fails: 'Shop' },
  },
  {
    reason: 'what was found runs on Linux, and nobody looked for web sites',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [{ name: 'nginx', state: 'running', startMode: 'automatic' }],
    },
    says: { asks: ['webSites'] },
  },
  {
    reason: 'nothing to build',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [{ name: 'WinRM', state: 'running', startMode: 'automatic' }],
      webSites: [],
    },
    says: 'pass',
  },
  {
    reason: 'nobody looked inside',
    facts: { os: { id: 'windows-server-2022', family: 'windows' } },
    says: { asks: ['guestServices', 'webSites'] },
  },
  { reason: 'nobody names the system', facts: {}, says: { asks: ['os.family'] } },
]);
