import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osListsDisagree } from './os-lists-disagree.ts';

describeRule(osListsDisagree, 'vsphere', [
  {
    reason: 'RHEL 6: endorsed as a family, only prepared by the tool as a release',
    facts: { os: { id: 'rhel-6' } },
    says: { fails: 'endorsed Linux distributions: marketplace' },
  },
  { reason: 'RHEL 9: one answer', facts: { os: { id: 'rhel-9' } }, says: 'pass' },
  {
    reason: 'Ubuntu 18.04: not endorsed any more, prepared by the tool still',
    facts: { os: { id: 'ubuntu-18.04', family: 'linux' } },
    says: { fails: 'not named' },
  },
  { reason: 'Windows has one list', facts: { os: { id: 'windows-server-2019', family: 'windows' } }, says: 'pass' },
  { reason: 'RHEL 6 or 9: depends', facts: { os: { candidates: ['rhel-6', 'rhel-9'] } }, says: { asks: ['os.id'] } },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
