import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervPassthrough } from './passthrough-device.ts';

describeRule(hypervPassthrough, 'vsphere', [
  {
    reason: 'a device',
    facts: { devices: [{ type: 'pci-passthrough', label: 'NVIDIA A2' }], deviceTypesSeen: [] },
    says: { fails: 'NVIDIA A2' },
  },
  { reason: 'none, completely listed', facts: { devices: [], deviceTypesSeen: ['pci-passthrough'] }, says: 'pass' },
  {
    reason: 'a running machine whose memory is not reserved has none',
    facts: { powerState: 'on', memoryMiB: 4096, memoryReservationMiB: 0 },
    says: 'pass',
  },
  { reason: 'not told', facts: {}, says: { asks: ['devices[].type'] } },
]);
