import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osAmbiguous } from './os-ambiguous.ts';

describeRule(osAmbiguous, 'vsphere', [
  {
    reason: '"2016 or later"',
    facts: {
      os: {
        configuredAs: 'Microsoft Windows Server 2016 or later (64-bit)',
        candidates: ['windows-server-2016', 'windows-server-2019'],
      },
    },
    says: { fails: '2016 or later' },
  },
  {
    reason: 'Ubuntu of no release',
    facts: { os: { product: 'ubuntu', configuredAs: 'Ubuntu Linux (64-bit)' } },
    says: { fails: 'no release of ubuntu' },
  },
  {
    reason: 'the agent tells the release',
    facts: { os: { id: 'windows-server-2019', candidates: ['windows-server-2016', 'windows-server-2019'] } },
    says: 'pass',
  },
  { reason: 'nothing told', facts: { os: {} }, says: { asks: ['os.id'] } },
]);
