/** What a distribution or an operator adds and what matters for a move. */

import type { ResourceSpec } from './resources.ts';

const AI_COST = 'AI services are seen as the plain deployments that serve them.';

export const PLATFORM_RESOURCES: readonly ResourceSpec[] = [
  {
    group: 'config.openshift.io',
    versions: ['v1'],
    plural: 'clusterversions',
    kind: 'ClusterVersion',
    namespaced: false,
    fields: [
      'spec.clusterID',
      'status.desired.version',
      'status.history[].state',
      'status.history[].version',
      'status.conditions[].type',
      'status.conditions[].status',
    ],
    cost: 'The release of OpenShift stays unknown.',
    facts: [],
  },
  {
    group: 'config.openshift.io',
    versions: ['v1'],
    plural: 'infrastructures',
    kind: 'Infrastructure',
    namespaced: false,
    fields: ['status.apiServerURL', 'status.infrastructureName', 'status.platform'],
    cost: 'The cluster is named after its address.',
    facts: ['cluster'],
  },
  {
    group: 'operators.coreos.com',
    versions: ['v1alpha1'],
    plural: 'clusterserviceversions',
    kind: 'ClusterServiceVersion',
    namespaced: true,
    pageSize: 50,
    // Operators that watch all namespaces are copied into each of them.
    labelSelector: '!olm.copiedFrom',
    fields: ['spec.version', 'spec.displayName', 'status.phase'],
    cost: 'Which operators are installed, and their releases, is not fully known.',
    facts: [],
  },
  {
    group: 'nvidia.com',
    versions: ['v1'],
    plural: 'clusterpolicies',
    kind: 'ClusterPolicy',
    namespaced: false,
    fields: ['status.state'],
    cost: 'The state of the GPU operator stays unknown.',
    facts: [],
  },
  {
    group: 'serving.kserve.io',
    versions: ['v1beta1'],
    plural: 'inferenceservices',
    kind: 'InferenceService',
    namespaced: true,
    fields: [
      'spec.predictor.minReplicas',
      'spec.predictor.model.modelFormat.name',
      'spec.predictor.model.runtime',
      'spec.predictor.model.resources',
    ],
    cost: AI_COST,
    facts: ['gpus', 'images'],
  },
  {
    group: 'serving.kserve.io',
    versions: ['v1alpha2', 'v1alpha1'],
    plural: 'llminferenceservices',
    kind: 'LLMInferenceService',
    namespaced: true,
    fields: ['spec.replicas', 'spec.model.name'],
    cost: AI_COST,
    facts: ['gpus', 'images'],
  },
  {
    group: 'kaito.sh',
    versions: ['v1beta1', 'v1alpha1'],
    plural: 'workspaces',
    kind: 'Workspace',
    namespaced: true,
    fields: ['resource.count', 'resource.instanceType', 'inference.preset.name'],
    cost: AI_COST,
    facts: ['gpus', 'images'],
  },
];
