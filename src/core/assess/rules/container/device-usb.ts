import { noDevice } from '../../devices.ts';
import { defineRule } from '../../rule.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const containerDeviceUsb = defineRule({
  id: 'container.device.usb',
  label: 'USB device',
  description: 'A device of a host, often a licence key, cannot be reached from a container.',
  remedy: 'Reach it over the network, or ask the vendor for a licence without a key.',
  severity: WARNING,
  source: ownExperience,
  needs: [],
  mayUse: ['devices', 'deviceTypesSeen'],
  fixHours: 16,
  evaluate: (facts) => noDevice(['usb'], facts),
});
