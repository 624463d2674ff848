import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { clusterDpm } from './cluster-dpm.ts';

describeRule(clusterDpm, 'vsphere', [
  { reason: 'the fact says so', facts: { clusterDpmEnabled: true }, says: { fails: 'is on' } },
  { reason: 'the fact says the opposite', facts: { clusterDpmEnabled: false }, says: 'pass' },
  { reason: 'no source said', facts: {}, says: { asks: ['clusterDpmEnabled'] } },
  {
    reason: 'the cluster is named when known',
    facts: { clusterDpmEnabled: true, cluster: 'prod-01' },
    says: { fails: 'prod-01' },
  },
]);
