import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { vgpu } from './vgpu.ts';

describeRule(vgpu, 'vsphere', [
  { reason: 'a GPU need', facts: { gpus: [{ type: 'grid_a100-4c', count: 1 }] }, says: { fails: 'grid_a100-4c' } },
  { reason: 'looked at, none', facts: { gpus: [] }, says: 'pass' },
  {
    reason: 'the device is listed, whoever vouches for it',
    facts: { devices: [{ type: 'vgpu', label: 'Quadro' }], deviceTypesSeen: [] },
    says: { fails: 'Quadro' },
  },
  {
    reason: 'running with unreserved memory cannot have one',
    facts: { powerState: 'on', memoryMiB: 4096, memoryReservationMiB: 0 },
    says: 'pass',
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['devices[].type'] } },
]);
