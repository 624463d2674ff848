import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervDiskShared } from './disk-shared.ts';

describeRule(hypervDiskShared, 'vsphere', [
  { reason: 'shared', facts: { disks: [{ label: 'Hard disk 2', shared: true }] }, says: { fails: 'Hard disk 2' } },
  { reason: 'not shared', facts: { disks: [{ label: 'Hard disk 1', shared: false }] }, says: 'pass' },
  { reason: 'not told', facts: { disks: [{ label: 'Hard disk 1' }] }, says: { asks: ['disks[].shared'] } },
]);
