import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { azureDiskRawDevice } from './disk-raw-device.ts';

describeRule(azureDiskRawDevice, 'vsphere', [
  {
    reason: 'one of two disks has it',
    facts: {
      disks: [
        { label: 'Hard disk 1', rawDeviceMapping: false },
        { label: 'Hard disk 2', rawDeviceMapping: true },
      ],
    },
    says: { fails: 'Hard disk 2' },
  },
  {
    reason: 'no disk has it',
    facts: {
      disks: [
        { label: 'Hard disk 1', rawDeviceMapping: false },
        { label: 'Hard disk 2', rawDeviceMapping: false },
      ],
    },
    says: 'pass',
  },
  { reason: 'a machine without disks has none', facts: { disks: [] }, says: 'pass' },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].rawDeviceMapping'] } },
  {
    reason: 'one disk is not told and no other has it',
    facts: { disks: [{ label: 'Hard disk 1', rawDeviceMapping: false }, { label: 'Hard disk 2' }] },
    says: { asks: ['disks[].rawDeviceMapping'] },
  },
  {
    reason: 'one disk is not told, but another one has it and decides',
    facts: { disks: [{ label: 'Hard disk 1' }, { label: 'Hard disk 2', rawDeviceMapping: true }] },
    says: { fails: 'Hard disk 2' },
  },
]);
