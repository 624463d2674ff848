import { defineRule } from '../../rule.ts';
import { noDevice } from '../../devices.ts';
import { forklift } from '../sources.ts';

export const usbController = defineRule({
  id: 'vsphere.device.usb-controller',
  label: 'USB controller',
  description: 'A USB controller is attached; it is not carried, and what is plugged into it neither.',
  remedy: 'If nothing uses it, remove it.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forklift('usb_controller.rego'),
  covers: ['vmware.usb_controller.detected'],
  platforms: ['vsphere'],
  needs: [],
  mayUse: ['devices', 'deviceTypesSeen'],
  fixHours: 0.5,
  evaluate: (facts) => noDevice(['usb-controller'], facts),
});
