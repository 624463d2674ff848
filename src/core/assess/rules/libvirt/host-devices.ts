import { defineRule } from '../../rule.ts';
import { noDevice } from '../../devices.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtHostDevices = defineRule({
  id: 'libvirt.host-devices',
  label: 'Devices of the host given to the machine',
  description: 'PCI, GPU, mediated or SCSI devices of the host belong to the machine; they stay behind.',
  remedy:
    'Remove them before the move; attach host devices on OpenShift or KVM, or choose a size that has them on Azure.',
  severity: { 'openshift-virtualization': 'warning', kvm: 'warning' },
  source: forkliftFor('ovirt', 'host_devices.rego'),
  covers: ['ovirt.host_devices.mapped', 'openstack.host_devices.mapped'],
  platforms: QEMU,
  needs: [],
  mayUse: ['devices', 'deviceTypesSeen'],
  fixHours: 8,
  evaluate: (facts) => noDevice(['pci-passthrough', 'gpu', 'vgpu'], facts),
});
