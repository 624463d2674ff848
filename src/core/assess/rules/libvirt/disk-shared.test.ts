import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtDiskShared } from './disk-shared.ts';

describeRule(libvirtDiskShared, 'kvm', [
  { reason: 'shareable', facts: { disks: [{ label: 'vdb', shared: true }] }, says: { fails: 'vdb' } },
  { reason: 'its own', facts: { disks: [{ label: 'vda', shared: false }] }, says: 'pass' },
  { reason: 'not told', facts: { disks: [{ label: 'vda' }] }, says: { asks: ['disks[].shared'] } },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].shared'] } },
]);
