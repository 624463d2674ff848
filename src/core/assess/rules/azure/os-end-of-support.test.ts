import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { azureEndOfSupport } from './os-end-of-support.ts';

describeRule(azureEndOfSupport, 'vsphere', [
  {
    reason: '2012 R2 on Azure had ESU until October 2026',
    facts: { os: { id: 'windows-server-2012-r2' } },
    says: { fails: '2026-10-13' },
  },
  {
    reason: '2008 R2 had a year more on Azure',
    facts: { os: { id: 'windows-server-2008-r2' } },
    says: { fails: '2024-01-09' },
  },
  { reason: 'RHEL 9', facts: { os: { id: 'rhel-9' } }, says: 'pass' },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
  { reason: 'Ubuntu of any release', facts: { os: { id: 'ubuntu' } }, says: { asks: ['os.version'] } },
  {
    reason: 'ESU still runs on the day asked for',
    facts: { os: { id: 'windows-server-2012-r2' } },
    says: 'pass',
    asOf: '2026-10-13',
  },
]);
