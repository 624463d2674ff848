import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { clusterDrs } from './cluster-drs.ts';

describeRule(clusterDrs, 'vsphere', [
  { reason: 'the fact says so', facts: { clusterDrsEnabled: true }, says: { fails: 'is on' } },
  { reason: 'the fact says the opposite', facts: { clusterDrsEnabled: false }, says: 'pass' },
  { reason: 'no source said', facts: {}, says: { asks: ['clusterDrsEnabled'] } },
  {
    reason: 'the cluster is named when known',
    facts: { clusterDrsEnabled: true, cluster: 'prod-01' },
    says: { fails: 'prod-01' },
  },
]);
