import { noDevice, runsWithoutPassthrough } from '../../devices.ts';
import { defineRule } from '../../rule.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const containerDeviceCard = defineRule({
  id: 'container.device.card',
  label: 'Card of the host',
  description:
    'A GPU or another card needs nodes that have it, and a plugin that hands it out; other cards stay behind.',
  remedy: 'Plan nodes with the same card, or keep the virtual machine.',
  severity: WARNING,
  source: ownExperience,
  needs: [],
  mayUse: ['devices', 'deviceTypesSeen', 'platform', 'powerState', 'memoryMiB', 'memoryReservationMiB'],
  fixHours: 16,
  evaluate: (facts) => noDevice(['pci-passthrough', 'gpu', 'vgpu'], facts, runsWithoutPassthrough(facts)),
});
