import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hostAffinity } from './host-affinity.ts';

describeRule(hostAffinity, 'vsphere', [
  { reason: 'the fact says so', facts: { hostAffinity: true }, says: { fails: 'Host affinity' } },
  { reason: 'the fact says the opposite', facts: { hostAffinity: false }, says: 'pass' },
  { reason: 'no source said', facts: {}, says: { asks: ['hostAffinity'] } },
  {
    reason: 'rules are named when known',
    facts: { hostAffinity: true, affinityRules: ['oracle-hosts'] },
    says: { fails: 'oracle-hosts' },
  },
]);
