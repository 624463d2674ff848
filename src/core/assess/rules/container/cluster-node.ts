import { defineRule } from '../../rule.ts';
import { noRole, notWindowsServer } from '../../roles.ts';
import { ownExperience } from '../sources.ts';
import { BLOCKER } from './severity.ts';

export const containerClusterNode = defineRule({
  id: 'container.role.cluster-node',
  label: 'Node of a failover cluster',
  description: 'A node shares disks, addresses and a witness with others, which a container has no place for.',
  remedy: 'Let the platform restart what the cluster protects, and build that anew; else keep it as virtual machines.',
  severity: BLOCKER,
  source: ownExperience,
  needs: [],
  mayUse: ['roles', 'rolesSeen', 'os'],
  fixHours: 80,
  evaluate: ({ roles, rolesSeen, os }) => {
    // A database cluster on Windows stands on a failover cluster: who would have told that would have told this.
    if (roles?.includes('sql-cluster') === true) return noRole(['sql-cluster'], { roles, rolesSeen });
    return noRole(['failover-cluster'], { roles, rolesSeen }, notWindowsServer(os) && os?.family !== 'linux');
  },
});
