import { defineRule } from '../../rule.ts';
import { noDevice, runsWithoutPassthrough } from '../../devices.ts';
import { hypervFeatures } from '../sources.ts';

export const hypervPassthrough = defineRule({
  id: 'hyperv-host.device.passthrough',
  label: 'Device passed through',
  description:
    'A physical PCI device is given to the machine. It stays behind; the target gives one by discrete device assignment.',
  remedy: 'Remove the device, and assign one at the target where host, device and guest support that.',
  severity: { hyperv: 'warning', 'azure-local': 'warning' },
  source: hypervFeatures,
  needs: [],
  mayUse: ['devices', 'deviceTypesSeen', 'platform', 'powerState', 'memoryMiB', 'memoryReservationMiB'],
  fixHours: 8,
  evaluate: (facts) => noDevice(['pci-passthrough'], facts, runsWithoutPassthrough(facts)),
});
