import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { reservations } from './reservations.ts';

describeRule(reservations, 'vsphere', [
  { reason: 'CPU reserved, memory not told', facts: { cpuReservationMhz: 500 }, says: { fails: '500 MHz' } },
  {
    reason: 'memory reserved',
    facts: { cpuReservationMhz: 0, memoryReservationMiB: 4096 },
    says: { fails: '4096 MiB' },
  },
  { reason: 'both zero', facts: { cpuReservationMhz: 0, memoryReservationMiB: 0 }, says: 'pass' },
  { reason: 'one zero, one not told', facts: { cpuReservationMhz: 0 }, says: { asks: ['memoryReservationMiB'] } },
  { reason: 'nothing told', facts: {}, says: { asks: ['cpuReservationMhz', 'memoryReservationMiB'] } },
]);
