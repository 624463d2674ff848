import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { clusterNotApart } from './cluster-not-apart.ts';

describeRule(clusterNotApart, 'vsphere', [
  {
    reason: 'a node in no rule',
    facts: { roles: ['sql-cluster'], affinityRules: [] },
    says: { fails: 'in no rule of its platform' },
  },
  { reason: 'a node in a rule', facts: { roles: ['sql-cluster'], affinityRules: ['anti-sql'] }, says: 'pass' },
  { reason: 'no node', facts: { roles: ['web-server'], affinityRules: [] }, says: 'pass' },
  { reason: 'rules not told', facts: { roles: ['failover-cluster'] }, says: { asks: ['affinityRules'] } },
  { reason: 'roles not told', facts: { affinityRules: [] }, says: { asks: ['roles'] } },
]);
