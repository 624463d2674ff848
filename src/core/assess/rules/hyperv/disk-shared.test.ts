import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervDiskShared } from './disk-shared.ts';

describeRule(hypervDiskShared, 'hyperv', [
  { reason: 'a VHD set', facts: { disks: [{ label: 'SCSI 0:1', shared: true }] }, says: { fails: 'SCSI 0:1' } },
  { reason: 'no disk has it', facts: { disks: [{ label: 'SCSI 0:0', shared: false }] }, says: 'pass' },
  { reason: 'not told', facts: { disks: [{ label: 'SCSI 0:0' }] }, says: { asks: ['disks[].shared'] } },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].shared'] } },
]);
