import { defineRule } from '../../rule.ts';
import { noRole, notWindowsServer } from '../../roles.ts';
import { ownExperience } from '../sources.ts';

export const failoverCluster = defineRule({
  id: 'common.role.failover-cluster',
  label: 'Node of a failover cluster',
  description: 'Nodes of one cluster share disks, addresses and a witness, and move together or not at all.',
  remedy: 'Build new nodes at the target, join and drain them; or move all nodes in one wave with the cluster stopped.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  settledAtHome: true,
  source: ownExperience,
  needs: [],
  mayUse: ['roles', 'rolesSeen', 'os'],
  fixHours: 16,
  evaluate: ({ roles, rolesSeen, os }) =>
    noRole(['failover-cluster', 'sql-cluster'], { roles, rolesSeen }, notWindowsServer(os)),
});
