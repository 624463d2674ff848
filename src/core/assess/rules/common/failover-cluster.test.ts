import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { failoverCluster } from './failover-cluster.ts';

describeRule(failoverCluster, 'vsphere', [
  { reason: 'the role is known', facts: { roles: ['failover-cluster'] }, says: { fails: 'failover-cluster' } },
  { reason: 'roles known, not this one', facts: { roles: ['web-server'] }, says: 'pass' },
  {
    reason: 'told by a source that would not have told this one',
    facts: { roles: ['domain-controller'], rolesSeen: ['domain-controller'] },
    says: { asks: ['roles'] },
  },
  {
    reason: 'told by a source that would have',
    facts: { roles: [], rolesSeen: ['failover-cluster', 'sql-cluster'] },
    says: 'pass',
  },
  { reason: 'a Linux machine cannot hold it', facts: { os: { family: 'linux' } }, says: 'pass' },
  { reason: 'nor can a Windows client', facts: { os: { id: 'windows-10-22h2', family: 'windows' } }, says: 'pass' },
  {
    reason: 'a Windows Server may',
    facts: { os: { id: 'windows-server-2019', family: 'windows' } },
    says: { asks: ['roles'] },
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['roles'] } },
  { reason: 'a SQL cluster is one', facts: { roles: ['sql-cluster'] }, says: { fails: 'sql-cluster' } },
]);
