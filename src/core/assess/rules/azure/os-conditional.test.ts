import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osConditional } from './os-conditional.ts';

describeRule(osConditional, 'vsphere', [
  {
    reason: 'Server 2012 R2 from an own image',
    facts: { os: { id: 'windows-server-2012-r2' } },
    says: { fails: 'custom-image' },
  },
  { reason: 'Windows 10 needs rights', facts: { os: { id: 'windows-10-22h2' } }, says: { fails: 'conditional' } },
  { reason: 'Server 2022 is in the marketplace', facts: { os: { id: 'windows-server-2022' } }, says: 'pass' },
  {
    reason: '2012 or 2012 R2: both conditional',
    facts: { os: { candidates: ['windows-server-2012', 'windows-server-2012-r2'] } },
    says: { fails: 'custom-image' },
  },
  {
    reason: '2012 R2 or 2016: depends',
    facts: { os: { candidates: ['windows-server-2012-r2', 'windows-server-2016'] } },
    says: { asks: ['os.id'] },
  },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
