import { defineRule } from '../../rule.ts';
import { atMost, limitOf } from '../../limits.ts';
import { qemuBuses } from '../sources.ts';

export const kvmDeviceCount = defineRule({
  id: 'kvm.device.count',
  label: 'More disks and adapters than buses',
  description:
    'virt-v2v gives each disk a virtio-blk device. Each of them and each network adapter takes a PCI Express bus of its own, and there are not as many.',
  remedy: 'Attach the data disks to a virtio-scsi controller, which takes one bus for all, or merge disks.',
  severity: { kvm: 'blocker' },
  settledOn: ['kvm'],
  source: qemuBuses,
  needs: ['disks', 'nics'],
  fixHours: 8,
  evaluate: ({ disks, nics }, { catalog }) =>
    atMost(disks.length + nics.length, 'disks and network adapters', limitOf(catalog, 'kvm-pci-devices')),
});
