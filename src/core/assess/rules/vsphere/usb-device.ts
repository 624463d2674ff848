import { defineRule } from '../../rule.ts';
import { noDevice } from '../../devices.ts';
import { forklift } from '../sources.ts';

export const usbDevice = defineRule({
  id: 'vsphere.device.usb',
  label: 'USB device',
  description: 'A USB device is connected through its host: a dongle, a stick, a card reader. It is not carried.',
  remedy:
    'If nothing uses it, disconnect it; else use a network USB server or a software licence in place of a dongle.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forklift('usb_controller.rego'),
  platforms: ['vsphere'],
  needs: [],
  mayUse: ['devices', 'deviceTypesSeen'],
  fixHours: 1,
  evaluate: (facts) => noDevice(['usb'], facts),
});
