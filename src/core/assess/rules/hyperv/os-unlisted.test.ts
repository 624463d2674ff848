import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervOsUnlisted } from './os-unlisted.ts';

describeRule(hypervOsUnlisted, 'hyperv', [
  {
    reason: 'a guest that both leave out',
    facts: { os: { id: 'windows-server-2008-r2', family: 'windows' } },
    says: { fails: "not in the tool's list" },
  },
  { reason: 'a guest of the list', facts: { os: { id: 'windows-server-2022', family: 'windows' } }, says: 'pass' },
  { reason: 'no system named', facts: { os: { reportedAs: 'something' } }, says: { asks: ['os.id'] } },
  { reason: 'nothing told', facts: {}, says: { asks: ['os.id'] } },
]);
