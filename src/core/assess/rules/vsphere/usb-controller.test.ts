import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { usbController } from './usb-controller.ts';

describeRule(usbController, 'vsphere', [
  {
    reason: 'a controller',
    facts: { devices: [{ type: 'usb-controller', label: 'USB xHCI controller' }], deviceTypesSeen: [] },
    says: { fails: 'USB xHCI' },
  },
  { reason: 'listed completely, none', facts: { devices: [], deviceTypesSeen: ['usb-controller'] }, says: 'pass' },
  {
    reason: 'devices are seen, controllers are not',
    facts: { devices: [], deviceTypesSeen: ['usb'] },
    says: { asks: ['devices[].type'] },
  },
]);
