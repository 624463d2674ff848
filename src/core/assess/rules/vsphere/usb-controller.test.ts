import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { usbController } from './usb-controller.ts';

describeRule(usbController, 'vsphere', [
  {
    reason: 'a controller',
    facts: { devices: [{ type: 'usb-controller', label: 'USB xHCI controller' }], deviceTypesSeen: [] },
    says: { fails: 'USB xHCI' },
  },
  {
    reason: 'a device of the USB sheet',
    facts: { devices: [{ type: 'usb', label: 'Dongle' }], deviceTypesSeen: ['usb'] },
    says: { fails: 'Dongle' },
  },
  {
    reason: 'both kinds listed completely, none',
    facts: { devices: [], deviceTypesSeen: ['usb', 'usb-controller'] },
    says: 'pass',
  },
  {
    reason: 'devices are seen, controllers are not',
    facts: { devices: [], deviceTypesSeen: ['usb'] },
    says: { asks: ['devices[].type'] },
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['devices[].type'] } },
]);
