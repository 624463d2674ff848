import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { usbDevice } from './usb-device.ts';

describeRule(usbDevice, 'vsphere', [
  {
    reason: 'a device of the USB sheet',
    facts: { devices: [{ type: 'usb', label: 'Dongle' }], deviceTypesSeen: ['usb'] },
    says: { fails: 'Dongle' },
  },
  {
    reason: 'a controller with nothing plugged in, as new machines have',
    facts: { devices: [{ type: 'usb-controller', label: 'USB xHCI controller' }], deviceTypesSeen: ['usb'] },
    says: 'pass',
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['devices[].type'] } },
]);
