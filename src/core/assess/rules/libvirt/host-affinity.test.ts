import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtHostAffinity } from './host-affinity.ts';

describeRule(libvirtHostAffinity, 'ovirt', [
  { reason: 'pinned', facts: { hostAffinity: true }, says: { fails: 'bound' } },
  { reason: 'free', facts: { hostAffinity: false }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['hostAffinity'] } },
]);
