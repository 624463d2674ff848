import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtHostDevices } from './host-devices.ts';

describeRule(libvirtHostDevices, 'kvm', [
  {
    reason: 'a network card',
    facts: { devices: [{ type: 'pci-passthrough', label: '0000:3b:00.0' }], deviceTypesSeen: ['pci-passthrough'] },
    says: { fails: '0000:3b:00.0' },
  },
  {
    reason: 'every kind listed, none',
    facts: { devices: [], deviceTypesSeen: ['pci-passthrough', 'gpu', 'vgpu'] },
    says: 'pass',
  },
  {
    reason: 'one kind is not listed',
    facts: { devices: [], deviceTypesSeen: ['pci-passthrough'] },
    says: { asks: ['devices[].type'] },
  },
  { reason: 'not told', facts: {}, says: { asks: ['devices[].type'] } },
]);
