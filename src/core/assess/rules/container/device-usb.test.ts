import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerDeviceUsb } from './device-usb.ts';

describeRule(containerDeviceUsb, 'vsphere', [
  {
    reason: 'a key',
    facts: { devices: [{ type: 'usb', label: 'Aladdin HASP' }], deviceTypesSeen: ['usb'] },
    says: { fails: 'HASP' },
  },
  { reason: 'none', facts: { devices: [], deviceTypesSeen: ['usb'] }, says: 'pass' },
  { reason: 'nobody lists devices', facts: {}, says: { asks: ['devices[].type'] } },
]);
