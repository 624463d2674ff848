import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { dataDiskSize } from './data-disk-size.ts';

describeRule(dataDiskSize, 'vsphere', [
  {
    reason: 'above',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 65537 * 1024 }] },
    says: { fails: 'Hard disk 1' },
  },
  { reason: 'at the limit', facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 65536 * 1024 }] }, says: 'pass' },
  {
    reason: 'one not told, none above',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 10 * 1024 }, { label: 'Hard disk 2' }] },
    says: { asks: ['disks[].capacityMiB'] },
  },
  { reason: 'no disks', facts: {}, says: { asks: ['disks[].capacityMiB'] } },
]);
