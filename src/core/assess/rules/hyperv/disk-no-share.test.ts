import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervDiskNoShare } from './disk-no-share.ts';

describeRule(hypervDiskNoShare, 'hyperv', [
  {
    reason: 'one disk in a folder that nobody shares',
    facts: {
      disks: [
        { label: 'SCSI 0:0', onFileShare: true },
        { label: 'SCSI 0:1', onFileShare: false },
      ],
    },
    says: { fails: 'SCSI 0:1' },
  },
  { reason: 'files on a share', facts: { disks: [{ label: 'SCSI 0:0', onFileShare: true }] }, says: 'pass' },
  {
    reason: 'shares were not listed',
    facts: { disks: [{ label: 'SCSI 0:0' }] },
    says: { asks: ['disks[].onFileShare'] },
  },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].onFileShare'] } },
]);
