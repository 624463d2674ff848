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
