import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { diskIndependent } from './disk-independent.ts';

describeRule(diskIndependent, 'vsphere', [
  {
    reason: 'independent persistent',
    facts: { disks: [{ label: 'Hard disk 1', mode: 'independent_persistent' }] },
    says: { fails: 'independent_persistent' },
  },
  {
    reason: 'independent non-persistent beside a normal one',
    facts: {
      disks: [
        { label: 'Hard disk 1', mode: 'persistent' },
        { label: 'Hard disk 2', mode: 'independent_nonpersistent' },
      ],
    },
    says: { fails: 'Hard disk 2' },
  },
  {
    reason: 'plain non-persistent is dependent',
    facts: { disks: [{ label: 'Hard disk 1', mode: 'nonpersistent' }] },
    says: 'pass',
  },
  { reason: 'mode not told', facts: { disks: [{ label: 'Hard disk 1' }] }, says: { asks: ['disks[].mode'] } },
  { reason: 'no disks listed', facts: {}, says: { asks: ['disks[].mode'] } },
]);
