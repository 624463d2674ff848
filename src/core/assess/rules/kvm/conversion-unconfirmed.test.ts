import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { conversionUnconfirmed } from './conversion-unconfirmed.ts';

describeRule(conversionUnconfirmed, 'vsphere', [
  {
    reason: 'Server 2022 is newer than the list',
    facts: { os: { id: 'windows-server-2022' } },
    says: { fails: 'unverified' },
  },
  { reason: 'Server 2016 is in the list', facts: { os: { id: 'windows-server-2016' } }, says: 'pass' },
  { reason: 'RHEL 7 or 8: depends', facts: { os: { candidates: ['rhel-7', 'rhel-8'] } }, says: { asks: ['os.id'] } },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
