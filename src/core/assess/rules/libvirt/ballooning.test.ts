import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtBallooning } from './ballooning.ts';

describeRule(libvirtBallooning, 'kvm', [
  { reason: 'a balloon', facts: { ballooning: true }, says: { fails: 'balloon' } },
  { reason: 'none', facts: { ballooning: false }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['ballooning'] } },
]);
