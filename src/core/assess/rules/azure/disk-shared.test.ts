import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { azureDiskShared } from './disk-shared.ts';

describeRule(azureDiskShared, 'vsphere', [
  {
    reason: 'one of two disks has it',
    facts: {
      disks: [
        { label: 'Hard disk 1', shared: false },
        { label: 'Hard disk 2', shared: true },
      ],
    },
    says: { fails: 'Hard disk 2' },
  },
  {
    reason: 'no disk has it',
    facts: {
      disks: [
        { label: 'Hard disk 1', shared: false },
        { label: 'Hard disk 2', shared: false },
      ],
    },
    says: 'pass',
  },
  {
    reason: 'it runs on Azure with it',
    facts: { platform: 'azure', disks: [{ label: 'LUN 0', shared: true }] },
    says: 'not applicable',
  },
  { reason: 'a machine without disks has none', facts: { disks: [] }, says: 'pass' },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].shared'] } },
  {
    reason: 'one disk is not told and no other has it',
    facts: { disks: [{ label: 'Hard disk 1', shared: false }, { label: 'Hard disk 2' }] },
    says: { asks: ['disks[].shared'] },
  },
  {
    reason: 'one disk is not told, but another one has it and decides',
    facts: { disks: [{ label: 'Hard disk 1' }, { label: 'Hard disk 2', shared: true }] },
    says: { fails: 'Hard disk 2' },
  },
]);
