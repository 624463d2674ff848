import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervDiskRawDevice } from './disk-raw-device.ts';

describeRule(hypervDiskRawDevice, 'vsphere', [
  {
    reason: 'a LUN',
    facts: { disks: [{ label: 'Hard disk 2', rawDeviceMapping: true }] },
    says: { fails: 'Hard disk 2' },
  },
  { reason: 'a file', facts: { disks: [{ label: 'Hard disk 1', rawDeviceMapping: false }] }, says: 'pass' },
  { reason: 'not told', facts: { disks: [{ label: 'Hard disk 1' }] }, says: { asks: ['disks[].rawDeviceMapping'] } },
  { reason: 'KVM has none', facts: { platform: 'kvm', disks: [{ label: 'Hard disk 1' }] }, says: 'not applicable' },
]);
