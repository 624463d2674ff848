import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervDiskIndependent } from './disk-independent.ts';

describeRule(hypervDiskIndependent, 'vsphere', [
  {
    reason: 'independent',
    facts: { disks: [{ label: 'Hard disk 2', mode: 'independent_persistent' }] },
    says: { fails: 'Hard disk 2' },
  },
  { reason: 'dependent', facts: { disks: [{ label: 'Hard disk 1', mode: 'persistent' }] }, says: 'pass' },
  { reason: 'not told', facts: { disks: [{ label: 'Hard disk 1' }] }, says: { asks: ['disks[].mode'] } },
]);
