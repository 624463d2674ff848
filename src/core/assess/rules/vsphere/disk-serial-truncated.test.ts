import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { diskSerialTruncated } from './disk-serial-truncated.ts';

describeRule(diskSerialTruncated, 'vsphere', [
  {
    reason: 'serials shown and a SCSI disk',
    facts: { diskUuidEnabled: true, disks: [{ label: 'Hard disk 1', bus: 'scsi' }] },
    says: { fails: 'Hard disk 1' },
  },
  { reason: 'serials hidden: disks do not matter', facts: { diskUuidEnabled: false }, says: 'pass' },
  {
    reason: 'serials shown, only NVMe disks',
    facts: { diskUuidEnabled: true, disks: [{ label: 'Hard disk 1', bus: 'nvme' }] },
    says: 'pass',
  },
  { reason: 'serials shown, disks unknown', facts: { diskUuidEnabled: true }, says: { asks: ['disks[].bus'] } },
  { reason: 'flag unknown', facts: {}, says: { asks: ['diskUuidEnabled'] } },
]);
