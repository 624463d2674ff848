import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtUsb } from './usb.ts';

describeRule(libvirtUsb, 'kvm', [
  {
    reason: 'a dongle',
    facts: { devices: [{ type: 'usb', label: '0529:0001' }], deviceTypesSeen: ['usb'] },
    says: { fails: '0529:0001' },
  },
  {
    reason: 'USB support of oVirt',
    facts: {
      platform: 'ovirt',
      devices: [{ type: 'usb-controller', label: 'USB Controller' }],
      deviceTypesSeen: ['usb-controller'],
    },
    says: { fails: 'USB Controller' },
  },
  {
    reason: 'a controller that every machine on KVM has',
    facts: { devices: [{ type: 'usb-controller' }], deviceTypesSeen: ['usb', 'usb-controller'] },
    says: 'pass',
  },
  {
    reason: 'switched off on oVirt',
    facts: { platform: 'ovirt', devices: [], deviceTypesSeen: ['usb-controller'] },
    says: 'pass',
  },
  { reason: 'not told', facts: {}, says: { asks: ['devices[].type'] } },
]);
