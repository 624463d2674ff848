import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervDiskNoShare } from './disk-no-share.ts';

describeRule(hypervDiskNoShare, 'hyperv', [
  {
    reason: 'a disk of the host passed through',
    facts: { disks: [{ label: 'SCSI 0:1', path: 'Disk 2', rawDeviceMapping: true }] },
    says: { fails: 'SCSI 0:1' },
  },
  {
    reason: 'a file on a share',
    facts: { disks: [{ label: 'SCSI 0:0', path: '\\\\fs1\\vms\\a.vhdx', rawDeviceMapping: false }] },
    says: 'pass',
  },
  {
    reason: 'a file on a drive of the host: a share may cover it',
    facts: { disks: [{ label: 'SCSI 0:0', path: 'D:\\VMs\\a.vhdx', rawDeviceMapping: false }] },
    says: { asks: ['disks[].path'] },
  },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].path'] } },
]);
