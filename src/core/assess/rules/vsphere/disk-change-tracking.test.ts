import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { diskChangeTracking } from './disk-change-tracking.ts';

describeRule(diskChangeTracking, 'vsphere', [
  {
    reason: 'one of two disks has it',
    facts: {
      changeTracking: true,
      disks: [
        { label: 'Hard disk 1', changeTracking: true },
        { label: 'Hard disk 2', changeTracking: false },
      ],
    },
    says: { fails: 'Hard disk 2' },
  },
  {
    reason: 'no disk has it',
    facts: {
      disks: [
        { label: 'Hard disk 1', changeTracking: true },
        { label: 'Hard disk 2', changeTracking: true },
      ],
    },
    says: 'pass',
  },
  { reason: 'a machine without disks has none', facts: { disks: [] }, says: 'pass' },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].changeTracking'] } },
  {
    reason: 'one disk is not told and no other has it',
    facts: { disks: [{ label: 'Hard disk 1', changeTracking: true }, { label: 'Hard disk 2' }] },
    says: { asks: ['disks[].changeTracking'] },
  },
  {
    reason: 'one disk is not told, but another one has it and decides',
    facts: {
      changeTracking: true,
      disks: [{ label: 'Hard disk 1' }, { label: 'Hard disk 2', changeTracking: false }],
    },
    says: { fails: 'Hard disk 2' },
  },
  {
    reason: 'off for the whole machine, which another rule says',
    facts: { changeTracking: false, disks: [{ label: 'Hard disk 1', changeTracking: false }] },
    says: 'pass',
  },
  {
    reason: 'perhaps off for the whole machine',
    facts: { disks: [{ label: 'Hard disk 1', changeTracking: false }] },
    says: { asks: ['changeTracking'] },
  },
]);
