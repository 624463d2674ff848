import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervClusterRole } from './cluster-role.ts';

describeRule(hypervClusterRole, 'hyperv', [
  { reason: 'on a cluster, no role', facts: { cluster: 'hvcl1', highAvailability: false }, says: { fails: 'hvcl1' } },
  { reason: 'a clustered role', facts: { cluster: 'hvcl1', highAvailability: true }, says: 'pass' },
  {
    reason: 'no role, and nobody says whether there is a cluster',
    facts: { highAvailability: false },
    says: { asks: ['cluster'] },
  },
  { reason: 'nobody says whether it is a role', facts: { cluster: 'hvcl1' }, says: { asks: ['highAvailability'] } },
]);
