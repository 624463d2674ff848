import { defineRule } from '../../rule.ts';
import { noRole, notWindowsServer } from '../../roles.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const clusterNotApart = defineRule({
  id: 'common.role.cluster-not-apart',
  label: 'Nothing keeps the nodes of a cluster apart',
  description:
    'Nodes of a failover cluster or of an availability group on one host fail together; the machine is in no such rule.',
  remedy: 'Add a rule that keeps the nodes apart, here and at the target (rules in sites.yaml).',
  severity: {
    stay: 'info',
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: ownExperience,
  needs: [],
  mayUse: ['roles', 'rolesSeen', 'os', 'affinityRules'],
  fixHours: 0.5,
  evaluate: ({ roles, rolesSeen, os, affinityRules }) => {
    const role = noRole(['failover-cluster', 'sql-cluster'], { roles, rolesSeen }, notWindowsServer(os));
    if (role.outcome === 'pass' || (affinityRules !== undefined && affinityRules.length > 0)) return pass;
    if (affinityRules === undefined) return unknown(['affinityRules']);
    return role.outcome === 'fail' ? fail(`${role.evidence} It is in no rule of its platform.`) : role;
  },
});
