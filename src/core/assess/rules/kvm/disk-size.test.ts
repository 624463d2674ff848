import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { kvmDiskSize } from './disk-size.ts';

const PIB_IN_MIB = 1024 ** 3;

describeRule(kvmDiskSize, 'vsphere', [
  {
    reason: 'past 2 PiB',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 2 * PIB_IN_MIB + 1 }] },
    says: { fails: 'Hard disk 1' },
  },
  { reason: '2 PiB', facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 2 * PIB_IN_MIB }] }, says: 'pass' },
  { reason: 'size not told', facts: { disks: [{ label: 'Hard disk 1' }] }, says: { asks: ['disks[].capacityMiB'] } },
  { reason: 'no disks', facts: {}, says: { asks: ['disks[].capacityMiB'] } },
]);
