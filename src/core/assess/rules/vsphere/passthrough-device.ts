import { defineRule } from '../../rule.ts';
import { noDevice, runsWithoutPassthrough } from '../../devices.ts';
import { forklift } from '../sources.ts';

export const passthroughDevice = defineRule({
  id: 'vsphere.device.passthrough',
  label: 'PCI device passed through',
  description: 'A physical PCI device is given to the machine; it stays behind.',
  remedy: 'Remove the device before the move; on OpenShift attach a host device afterwards, on KVM a hostdev.',
  severity: { 'openshift-virtualization': 'blocker', kvm: 'warning' },
  source: forklift('passthrough_device.rego'),
  covers: ['vmware.passthrough_device.detected'],
  platforms: ['vsphere'],
  needs: [],
  mayUse: ['devices', 'deviceTypesSeen', 'platform', 'powerState', 'memoryMiB', 'memoryReservationMiB'],
  fixHours: 8,
  evaluate: (facts) => noDevice(['pci-passthrough'], facts, runsWithoutPassthrough(facts)),
});
