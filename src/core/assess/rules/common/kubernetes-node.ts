import { defineRule } from '../../rule.ts';
import { noRole } from '../../roles.ts';
import { ownExperience } from '../sources.ts';

export const kubernetesNode = defineRule({
  id: 'common.role.kubernetes-node',
  label: 'Node of a Kubernetes cluster',
  description: 'Nodes are rebuilt, not moved: the cluster owns what runs on them.',
  remedy: 'Build a cluster at the target and move its workloads.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  // Containers have container.role.no-application, which blocks.
  source: ownExperience,
  needs: ['roles'],
  mayUse: ['rolesSeen'],
  fixHours: 8,
  evaluate: (facts) => noRole(['kubernetes-node'], facts),
});
