import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervDiskRawDevice } from './disk-raw-device.ts';

describeRule(hypervDiskRawDevice, 'hyperv', [
  {
    reason: 'a disk of the host',
    facts: { disks: [{ label: 'SCSI 0:1', rawDeviceMapping: true, rawCompatibility: 'physical' }] },
    says: { fails: 'SCSI 0:1' },
  },
  { reason: 'files only', facts: { disks: [{ label: 'SCSI 0:0', rawDeviceMapping: false }] }, says: 'pass' },
  { reason: 'not told', facts: { disks: [{ label: 'SCSI 0:0' }] }, says: { asks: ['disks[].rawDeviceMapping'] } },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].rawDeviceMapping'] } },
]);
