import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerClusterNode } from './cluster-node.ts';

describeRule(containerClusterNode, 'vsphere', [
  {
    reason: 'the role is held',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, roles: ['failover-cluster'] },
    says: { fails: 'Role' },
  },
  {
    reason: 'roles are known, not this one',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, roles: ['web-server'] },
    says: 'pass',
  },
  {
    reason: 'whoever stated the roles would not have told it',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, roles: [], rolesSeen: ['sap'] },
    says: { asks: ['roles'] },
  },
  {
    reason: 'nobody states roles',
    facts: { os: { id: 'windows-server-2022', family: 'windows' } },
    says: { asks: ['roles'] },
  },
  {
    reason: 'a database cluster is one',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, roles: ['sql-cluster'], rolesSeen: [] },
    says: { fails: 'sql-cluster' },
  },
  {
    reason: 'a Windows client cannot be one',
    facts: { os: { id: 'windows-10-22h2', family: 'windows' } },
    says: 'pass',
  },
]);
