import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { diskSize } from './disk-size.ts';

describeRule(diskSize, 'vsphere', [
  {
    reason: '101 TiB',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 103_424 * 1024 }] },
    says: { fails: 'Hard disk 1' },
  },
  { reason: '100 TiB', facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 102_400 * 1024 }] }, says: 'pass' },
  { reason: 'size not told', facts: { disks: [{ label: 'Hard disk 1' }] }, says: { asks: ['disks[].capacityMiB'] } },
  { reason: 'no disks', facts: {}, says: { asks: ['disks[].capacityMiB'] } },
]);
