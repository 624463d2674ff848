import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtDiskBus } from './disk-bus.ts';

describeRule(libvirtDiskBus, 'kvm', [
  { reason: 'an IDE disk', facts: { disks: [{ label: 'hda', bus: 'ide' }] }, says: { fails: 'hda (ide)' } },
  { reason: 'virtio', facts: { disks: [{ label: 'vda', bus: 'virtio' }] }, says: 'pass' },
  { reason: 'not told', facts: { disks: [{ label: 'vda' }] }, says: { asks: ['disks[].bus'] } },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].bus'] } },
]);
