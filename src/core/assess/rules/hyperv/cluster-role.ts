import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const hypervClusterRole = defineRule({
  id: 'hyperv.cluster-role',
  label: 'On a cluster and not highly available',
  description:
    'The machine runs on a node of a failover cluster and is no role of it: nothing starts it elsewhere when the node fails.',
  remedy: 'Add the machine to the cluster, or agree that it may stay down; at the target decide it anew.',
  severity: {
    stay: 'warning',
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'warning',
    'azure-local': 'info',
  },
  source: forkliftFor('hyperv', 'cluster_role.rego'),
  covers: ['hyperv.cluster_role.not_registered'],
  platforms: ['hyperv'],
  needs: [],
  mayUse: ['cluster', 'highAvailability'],
  fixHours: 1,
  evaluate: ({ cluster, highAvailability }) => {
    if (highAvailability === true) return pass;
    if (highAvailability === undefined) return unknown(['highAvailability']);
    // Away from a cluster there is no role to have; that a source names none does not mean there is none.
    return cluster === undefined ? unknown(['cluster']) : fail(`It runs in cluster ${cluster} and is no role of it.`);
  },
});
