import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtDisplaySpice } from './display-spice.ts';

describeRule(libvirtDisplaySpice, 'kvm', [
  { reason: 'SPICE', facts: { displays: ['spice'] }, says: { fails: 'SPICE' } },
  { reason: 'VNC', facts: { displays: ['vnc'] }, says: 'pass' },
  { reason: 'no console', facts: { displays: [] }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['displays'] } },
]);
