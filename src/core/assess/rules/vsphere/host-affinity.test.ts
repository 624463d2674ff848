import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hostAffinity } from './host-affinity.ts';

describeRule(hostAffinity, 'vsphere', [
  { reason: 'the fact says so', facts: { hostAffinity: true }, says: { fails: 'Host affinity' } },
  { reason: 'the fact says the opposite', facts: { hostAffinity: false }, says: 'pass' },
  { reason: 'no source said', facts: {}, says: { asks: ['hostAffinity'] } },
  { reason: 'in no rule at all', facts: { affinityRules: [] }, says: 'pass' },
  {
    reason: 'in some rule: it may be about hosts',
    facts: { affinityRules: ['anti-web'] },
    says: { asks: ['hostAffinity'] },
  },
  {
    reason: 'rules are named when known',
    facts: { hostAffinity: true, affinityRules: ['oracle-hosts'] },
    says: { fails: 'oracle-hosts' },
  },
]);
