import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osListsDisagree } from './os-lists-disagree.ts';

describeRule(osListsDisagree, 'vsphere', [
  {
    reason: 'RHEL 6: endorsed as a family, only migratable as a release',
    facts: { os: { id: 'rhel-6' } },
    says: { fails: 'rhel: marketplace' },
  },
  { reason: 'RHEL 9: one answer', facts: { os: { id: 'rhel-9' } }, says: 'pass' },
  { reason: 'RHEL 6 or 9: depends', facts: { os: { candidates: ['rhel-6', 'rhel-9'] } }, says: { asks: ['os.id'] } },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
