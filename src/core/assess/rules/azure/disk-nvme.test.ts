import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { azureDiskNvme } from './disk-nvme.ts';

describeRule(azureDiskNvme, 'vsphere', [
  {
    reason: 'one of two disks has it',
    facts: {
      disks: [
        { label: 'Hard disk 1', bus: 'scsi' },
        { label: 'Hard disk 2', bus: 'nvme' },
      ],
    },
    says: { fails: 'Hard disk 2' },
  },
  {
    reason: 'no disk has it',
    facts: {
      disks: [
        { label: 'Hard disk 1', bus: 'scsi' },
        { label: 'Hard disk 2', bus: 'scsi' },
      ],
    },
    says: 'pass',
  },
  { reason: 'a machine without disks has none', facts: { disks: [] }, says: 'pass' },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].bus'] } },
  {
    reason: 'one disk is not told and no other has it',
    facts: { disks: [{ label: 'Hard disk 1', bus: 'scsi' }, { label: 'Hard disk 2' }] },
    says: { asks: ['disks[].bus'] },
  },
  {
    reason: 'one disk is not told, but another one has it and decides',
    facts: { disks: [{ label: 'Hard disk 1' }, { label: 'Hard disk 2', bus: 'nvme' }] },
    says: { fails: 'Hard disk 2' },
  },
]);
