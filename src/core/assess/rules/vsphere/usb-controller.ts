import { defineRule } from '../../rule.ts';
import { noDevice } from '../../devices.ts';
import { forklift } from '../sources.ts';

export const usbController = defineRule({
  id: 'vsphere.device.usb',
  label: 'USB controller or device',
  description: 'A USB controller is attached; what is plugged into it is not carried.',
  remedy: 'If nothing uses it, remove it; else use a network USB server or a software licence in place of a dongle.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forklift('usb_controller.rego'),
  covers: ['vmware.usb_controller.detected'],
  platforms: ['vsphere'],
  needs: [],
  mayUse: ['devices', 'deviceTypesSeen'],
  fixHours: 1,
  evaluate: (facts) => noDevice(['usb', 'usb-controller'], facts),
});
