import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervDiskSize } from './disk-size.ts';

describeRule(hypervDiskSize, 'vsphere', [
  { reason: 'at the limit', facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 65536 * 1024 }] }, says: 'pass' },
  {
    reason: 'above it',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 65537 * 1024 }] },
    says: { fails: 'Larger than 65536 GiB' },
  },
  { reason: 'size not told', facts: { disks: [{ label: 'Hard disk 1' }] }, says: { asks: ['disks[].capacityMiB'] } },
  { reason: 'no disks', facts: {}, says: { asks: ['disks[].capacityMiB'] } },
]);
