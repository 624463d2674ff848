import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { diskCapacityInvalid } from './disk-capacity-invalid.ts';

describeRule(diskCapacityInvalid, 'vsphere', [
  {
    reason: 'zero',
    facts: {
      disks: [
        { label: 'Hard disk 1', capacityMiB: 1024 },
        { label: 'Hard disk 2', capacityMiB: 0 },
      ],
    },
    says: { fails: 'Hard disk 2 (0 MiB)' },
  },
  { reason: 'negative', facts: { disks: [{ label: 'Hard disk 1', capacityMiB: -1 }] }, says: { fails: '-1 MiB' } },
  {
    reason: 'a missing column is not zero',
    facts: { disks: [{ label: 'Hard disk 1' }] },
    says: { asks: ['disks[].capacityMiB'] },
  },
  { reason: 'all have one', facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 1024 }] }, says: 'pass' },
  { reason: 'no disks listed', facts: {}, says: { asks: ['disks[].capacityMiB'] } },
]);
