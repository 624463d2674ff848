import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerClientOs } from './client-os.ts';

describeRule(containerClientOs, 'vsphere', [
  { reason: 'a desktop', facts: { os: { id: 'windows-11-24h2', family: 'windows' } }, says: { fails: 'client' } },
  { reason: 'a server', facts: { os: { id: 'windows-server-2022', family: 'windows' } }, says: 'pass' },
  { reason: 'Linux', facts: { os: { id: 'rhel-9', family: 'linux' } }, says: 'pass' },
  { reason: 'which Windows is not known', facts: { os: { family: 'windows' } }, says: { asks: ['os.id'] } },
]);
