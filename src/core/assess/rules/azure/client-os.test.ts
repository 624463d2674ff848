import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { clientOs } from './client-os.ts';

describeRule(clientOs, 'vsphere', [
  { reason: 'Windows 10', facts: { os: { id: 'windows-10-22h2' } }, says: { fails: 'client' } },
  { reason: 'Windows Server', facts: { os: { id: 'windows-server-2019' } }, says: 'pass' },
  { reason: 'Linux without a name', facts: { os: { family: 'linux' } }, says: 'pass' },
  {
    reason: 'Windows of no release: NT 4 was no client',
    facts: { os: { product: 'windows', family: 'windows' } },
    says: { asks: ['os.version'] },
  },
  {
    reason: '10 or Server 2016',
    facts: { os: { candidates: ['windows-10', 'windows-server-2016'] } },
    says: { asks: ['os.id'] },
  },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
