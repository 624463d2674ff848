import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { sharedBus } from './shared-bus.ts';

describeRule(sharedBus, 'vsphere', [
  {
    reason: 'physical sharing',
    facts: { disks: [{ label: 'Hard disk 2', sharedBus: 'physical' }] },
    says: { fails: 'Hard disk 2 (physical)' },
  },
  { reason: 'none', facts: { disks: [{ label: 'Hard disk 1', sharedBus: 'none' }] }, says: 'pass' },
  { reason: 'not told', facts: { disks: [{ label: 'Hard disk 1' }] }, says: { asks: ['disks[].sharedBus'] } },
]);
