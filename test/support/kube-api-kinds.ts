/** Kinds that the stand-in for an API server knows, as a real one names them. Kept apart from the provider's own table. */

export interface ServedKind {
  readonly group: string;
  readonly versions: readonly string[];
  readonly plural: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

const kinds = (
  group: string,
  versions: readonly string[],
  namespaced: boolean,
  ...named: readonly (readonly [plural: string, kind: string])[]
): ServedKind[] => named.map(([plural, kind]) => ({ group, versions, plural, kind, namespaced }));

export const KINDS: readonly ServedKind[] = [
  ...kinds(
    '',
    ['v1'],
    false,
    ['nodes', 'Node'],
    ['namespaces', 'Namespace'],
    ['persistentvolumes', 'PersistentVolume'],
  ),
  ...kinds(
    '',
    ['v1'],
    true,
    ['pods', 'Pod'],
    ['services', 'Service'],
    ['persistentvolumeclaims', 'PersistentVolumeClaim'],
    ['secrets', 'Secret'],
    ['configmaps', 'ConfigMap'],
  ),
  ...kinds(
    'apps',
    ['v1'],
    true,
    ['deployments', 'Deployment'],
    ['statefulsets', 'StatefulSet'],
    ['daemonsets', 'DaemonSet'],
    ['replicasets', 'ReplicaSet'],
  ),
  ...kinds('batch', ['v1'], true, ['jobs', 'Job'], ['cronjobs', 'CronJob']),
  ...kinds('storage.k8s.io', ['v1'], false, ['storageclasses', 'StorageClass']),
  ...kinds('metrics.k8s.io', ['v1beta1'], false, ['nodes', 'NodeMetrics']),
  ...kinds('k8s.cni.cncf.io', ['v1'], true, ['network-attachment-definitions', 'NetworkAttachmentDefinition']),
  ...kinds(
    'kubevirt.io',
    ['v1', 'v1alpha3'],
    true,
    ['virtualmachines', 'VirtualMachine'],
    ['virtualmachineinstances', 'VirtualMachineInstance'],
    ['kubevirts', 'KubeVirt'],
  ),
  ...kinds(
    'instancetype.kubevirt.io',
    ['v1beta1'],
    true,
    ['virtualmachineinstancetypes', 'VirtualMachineInstancetype'],
    ['virtualmachinepreferences', 'VirtualMachinePreference'],
  ),
  ...kinds(
    'instancetype.kubevirt.io',
    ['v1beta1'],
    false,
    ['virtualmachineclusterinstancetypes', 'VirtualMachineClusterInstancetype'],
    ['virtualmachineclusterpreferences', 'VirtualMachineClusterPreference'],
  ),
  ...kinds('cdi.kubevirt.io', ['v1beta1'], true, ['datavolumes', 'DataVolume']),
  ...kinds('cdi.kubevirt.io', ['v1beta1'], false, ['storageprofiles', 'StorageProfile'], ['cdis', 'CDI']),
  ...kinds('snapshot.kubevirt.io', ['v1beta1', 'v1alpha1'], true, [
    'virtualmachinesnapshots',
    'VirtualMachineSnapshot',
  ]),
  ...kinds(
    'config.openshift.io',
    ['v1'],
    false,
    ['clusterversions', 'ClusterVersion'],
    ['infrastructures', 'Infrastructure'],
  ),
  ...kinds('project.openshift.io', ['v1'], false, ['projects', 'Project']),
  ...kinds('apps.openshift.io', ['v1'], true, ['deploymentconfigs', 'DeploymentConfig']),
  ...kinds('operators.coreos.com', ['v1alpha1'], true, ['clusterserviceversions', 'ClusterServiceVersion']),
  ...kinds('nvidia.com', ['v1'], false, ['clusterpolicies', 'ClusterPolicy']),
  ...kinds('serving.kserve.io', ['v1beta1'], true, ['inferenceservices', 'InferenceService']),
  ...kinds('kaito.sh', ['v1beta1'], true, ['workspaces', 'Workspace']),
];

/** Groups of a cluster without anything beside Kubernetes itself. */
export const PLAIN_GROUPS = ['apps', 'batch', 'storage.k8s.io'];
