import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { openshiftNodeRelease } from './openshift-node-release.ts';

describeRule(openshiftNodeRelease, 'vsphere', [
  {
    reason: 'its nodes cannot be had',
    facts: { os: { id: 'windows-server-2025', family: 'windows' }, webSites: [{ name: 'Shop', runtime: 'v4.0' }] },
    says: { fails: '2025' },
  },
  {
    reason: 'older than the first base image',
    facts: { os: { id: 'windows-server-2012-r2', family: 'windows' }, webSites: [{ name: 'Shop', runtime: 'v4.0' }] },
    says: { fails: '2012' },
  },
  {
    reason: 'all of it runs on Linux nodes',
    facts: {
      os: { id: 'windows-server-2025', family: 'windows' },
      guestServices: [{ name: 'NordwerkBilling', state: 'running', startMode: 'automatic' }],
      dotNetVersions: ['8.0.11'],
      webSites: [],
    },
    says: 'pass',
  },
  {
    reason: 'nobody looked inside, so Windows nodes may not be needed',
    facts: { os: { id: 'windows-server-2025', family: 'windows' } },
    says: { asks: ['guestServices', 'webSites'] },
  },
  { reason: 'nodes of its release', facts: { os: { id: 'windows-server-2022', family: 'windows' } }, says: 'pass' },
  { reason: 'Linux brings no release to match', facts: { os: { id: 'rhel-9', family: 'linux' } }, says: 'pass' },
  {
    reason: 'which release is not known',
    facts: { os: { family: 'windows', product: 'windows-server' } },
    says: { asks: ['os.version'] },
  },
]);
