import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerDeviceCard } from './device-card.ts';

describeRule(containerDeviceCard, 'vsphere', [
  {
    reason: 'a GPU',
    facts: { devices: [{ type: 'vgpu', label: 'grid_a100' }], deviceTypesSeen: [] },
    says: { fails: 'grid_a100' },
  },
  { reason: 'none', facts: { devices: [], deviceTypesSeen: ['pci-passthrough', 'gpu', 'vgpu'] }, says: 'pass' },
  {
    reason: 'vSphere runs it with memory that is not reserved',
    facts: { powerState: 'on', memoryMiB: 4096, memoryReservationMiB: 0 },
    says: 'pass',
  },
  { reason: 'nobody lists devices', facts: {}, says: { asks: ['devices[].type'] } },
]);
