import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { localState } from './local-state.ts';

describeRule(localState, 'vsphere', [
  {
    reason: 'a data disk',
    facts: { disks: [{ label: 'Hard disk 1' }, { label: 'Hard disk 2' }] },
    says: { fails: 'Hard disk 2' },
  },
  { reason: 'the system disk only', facts: { disks: [{ label: 'Hard disk 1' }] }, says: 'pass' },
  { reason: 'nobody lists disks', facts: {}, says: { asks: ['disks'] } },
]);
