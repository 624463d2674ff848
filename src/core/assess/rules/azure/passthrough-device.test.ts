import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { azurePassthrough } from './passthrough-device.ts';

describeRule(azurePassthrough, 'vsphere', [
  {
    reason: 'the device is listed, whoever vouches for it',
    facts: { devices: [{ type: 'pci-passthrough', label: 'Quadro' }], deviceTypesSeen: [] },
    says: { fails: 'Quadro' },
  },
  { reason: 'listed completely, and none', facts: { devices: [], deviceTypesSeen: ['pci-passthrough'] }, says: 'pass' },
  {
    reason: 'the source does not see such devices',
    facts: { devices: [], deviceTypesSeen: ['usb'] },
    says: { asks: ['devices[].type'] },
  },
  { reason: 'no list of devices', facts: {}, says: { asks: ['devices[].type'] } },
  {
    reason: 'a running machine with unreserved memory cannot have one',
    facts: { powerState: 'on', memoryMiB: 4096, memoryReservationMiB: 0 },
    says: 'pass',
  },
  {
    reason: 'all memory reserved: it may',
    facts: { powerState: 'on', memoryMiB: 4096, memoryReservationMiB: 4096 },
    says: { asks: ['devices[].type'] },
  },
  {
    reason: 'off: reservation says nothing',
    facts: { powerState: 'off', memoryMiB: 4096, memoryReservationMiB: 0 },
    says: { asks: ['devices[].type'] },
  },
]);
