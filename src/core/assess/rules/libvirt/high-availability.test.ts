import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtHighAvailability } from './high-availability.ts';

describeRule(libvirtHighAvailability, 'ovirt', [
  { reason: 'on', facts: { highAvailability: true }, says: { fails: 'High availability' } },
  { reason: 'off', facts: { highAvailability: false }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['highAvailability'] } },
]);
