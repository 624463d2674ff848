import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervDevicePassthrough } from './device-passthrough.ts';

describeRule(hypervDevicePassthrough, 'hyperv', [
  {
    reason: 'an NVMe disk assigned',
    facts: { devices: [{ type: 'pci-passthrough', label: 'PCIP NVMe' }], deviceTypesSeen: ['pci-passthrough'] },
    says: { fails: 'NVMe' },
  },
  { reason: 'asked, none', facts: { devices: [], deviceTypesSeen: ['pci-passthrough'] }, says: 'pass' },
  { reason: 'not asked', facts: {}, says: { asks: ['devices[].type'] } },
]);
