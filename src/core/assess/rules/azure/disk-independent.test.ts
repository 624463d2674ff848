import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { azureDiskIndependent } from './disk-independent.ts';

describeRule(azureDiskIndependent, 'vsphere', [
  {
    reason: 'one of two disks has it',
    facts: {
      disks: [
        { label: 'Hard disk 1', mode: 'persistent' },
        { label: 'Hard disk 2', mode: 'independent_persistent' },
      ],
    },
    says: { fails: 'Hard disk 2' },
  },
  {
    reason: 'no disk has it',
    facts: {
      disks: [
        { label: 'Hard disk 1', mode: 'persistent' },
        { label: 'Hard disk 2', mode: 'persistent' },
      ],
    },
    says: 'pass',
  },
  { reason: 'a machine without disks has none', facts: { disks: [] }, says: 'pass' },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].mode'] } },
  {
    reason: 'one disk is not told and no other has it',
    facts: { disks: [{ label: 'Hard disk 1', mode: 'persistent' }, { label: 'Hard disk 2' }] },
    says: { asks: ['disks[].mode'] },
  },
  {
    reason: 'one disk is not told, but another one has it and decides',
    facts: { disks: [{ label: 'Hard disk 1' }, { label: 'Hard disk 2', mode: 'independent_persistent' }] },
    says: { fails: 'Hard disk 2' },
  },
]);
