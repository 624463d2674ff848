import { defineRule } from '../../rule.ts';
import { noDevice, runsWithoutPassthrough } from '../../devices.ts';
import { concerns } from '../sources.ts';

export const azurePassthrough = defineRule({
  id: 'azure.device.passthrough',
  label: 'Device passed through',
  description: 'A physical PCI device is given to the machine; Azure has no place for it.',
  remedy: 'Remove the device; choose a size that carries the accelerator if the workload needs one.',
  severity: { 'azure-vm': 'blocker' },
  source: concerns('pci-passthrough', 'partly'),
  settledOn: ['azure'],
  needs: [],
  mayUse: ['devices', 'deviceTypesSeen', 'platform', 'powerState', 'memoryMiB', 'memoryReservationMiB'],
  fixHours: 8,
  evaluate: (facts) => noDevice(['pci-passthrough'], facts, runsWithoutPassthrough(facts)),
});
