import { defineRule } from '../../rule.ts';
import { noDevice } from '../../devices.ts';
import { azureMigrateHyperv } from '../sources.ts';

export const hypervDevicePassthrough = defineRule({
  id: 'hyperv.device.passthrough',
  label: 'Device assigned to the machine',
  description: 'A PCI device of the host is assigned to the machine (Discrete Device Assignment); it stays behind.',
  remedy: 'Remove the device before the move; attach one at the target where the workload needs it.',
  severity: { 'openshift-virtualization': 'blocker', kvm: 'warning' },
  source: azureMigrateHyperv,
  platforms: ['hyperv'],
  needs: [],
  mayUse: ['devices', 'deviceTypesSeen'],
  fixHours: 8,
  evaluate: (facts) => noDevice(['pci-passthrough'], facts),
});
