import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtNumaTuning } from './numa-tuning.ts';

describeRule(libvirtNumaTuning, 'kvm', [
  { reason: 'bound to two nodes', facts: { numaAffinity: [0, 1], guestNumaNodes: 0 }, says: { fails: '0, 1' } },
  { reason: 'two nodes shown, which decides alone', facts: { guestNumaNodes: 2 }, says: { fails: '2 NUMA nodes' } },
  { reason: 'neither', facts: { numaAffinity: [], guestNumaNodes: 0 }, says: 'pass' },
  { reason: 'one is not told', facts: { numaAffinity: [] }, says: { asks: ['guestNumaNodes'] } },
  { reason: 'nothing told', facts: {}, says: { asks: ['numaAffinity', 'guestNumaNodes'] } },
]);
