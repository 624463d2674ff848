/** A small OpenShift cluster with virtual machines, as its API would show it. All names and ids are invented. */

import { createHash } from 'node:crypto';
import type { KubeObject } from './kube-api.ts';

export const SECRET_TEXTS = ['hunter2-in-env', 'hunter2-in-cloud-init', 'hunter2-in-annotation'];
export const CLUSTER_UID = uidOf('v1/Namespace//kube-system');

export function uidOf(of: string): string {
  const hex = createHash('sha256').update(of).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function object(apiVersion: string, kind: string, path: string, rest: Record<string, unknown> = {}): KubeObject {
  const [name = '', namespace] = path.split('/').toReversed();
  const { metadata, ...body } = rest;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      uid: uidOf(`${apiVersion}/${kind}/${namespace ?? ''}/${name}`),
      creationTimestamp: '2026-03-01T08:00:00Z',
      ...(metadata as object | undefined),
    },
    ...body,
  };
}

const owner = (apiVersion: string, kind: string, path: string): object => {
  const of = object(apiVersion, kind, path);
  return { ownerReferences: [{ apiVersion, kind, name: of.metadata.name, uid: of.metadata.uid, controller: true }] };
};

const ready = [{ type: 'Ready', status: 'True', lastHeartbeatTime: '2026-11-21T00:00:00Z' }];

const linuxInfo = {
  operatingSystem: 'linux',
  architecture: 'amd64',
  kernelVersion: '5.14.0-427.el9.x86_64',
  osImage: 'Red Hat Enterprise Linux CoreOS 418.94.202503111028-0',
  kubeletVersion: 'v1.31.6',
};

export const NODES: readonly KubeObject[] = [
  object('v1', 'Node', 'master-0', {
    metadata: {
      labels: {
        'kubernetes.io/os': 'linux',
        'node-role.kubernetes.io/master': '',
        'node-role.kubernetes.io/control-plane': '',
        'topology.kubernetes.io/region': 'eu-central',
        'topology.kubernetes.io/zone': 'fra-a',
      },
    },
    status: {
      capacity: { cpu: '8', memory: '16409932Ki', pods: '250' },
      allocatable: { cpu: '7500m', memory: '15258956Ki', pods: '250' },
      conditions: ready,
      nodeInfo: linuxInfo,
    },
  }),
  object('v1', 'Node', 'gpu-1', {
    metadata: {
      labels: {
        'kubernetes.io/os': 'linux',
        'node-role.kubernetes.io/worker': '',
        'topology.kubernetes.io/region': 'eu-central',
        'topology.kubernetes.io/zone': 'fra-b',
        'nvidia.com/gpu.product': 'NVIDIA-A100-SXM4-80GB-SHARED',
        'nvidia.com/gpu.count': '2',
        'nvidia.com/gpu.replicas': '4',
        'nvidia.com/gpu.memory': '81920',
        'nvidia.com/gpu.sharing-strategy': 'time-slicing',
      },
    },
    status: {
      capacity: { cpu: '64', memory: '1.05e12', pods: '250', 'nvidia.com/gpu': '8' },
      allocatable: { cpu: '63500m', memory: '1.04e12', pods: '250', 'nvidia.com/gpu': '8' },
      conditions: ready,
      nodeInfo: linuxInfo,
    },
  }),
  object('v1', 'Node', 'win-1', {
    metadata: {
      labels: {
        'kubernetes.io/os': 'windows',
        'node-role.kubernetes.io/worker': '',
        'node.kubernetes.io/windows-build': '10.0.20348',
        'topology.kubernetes.io/region': 'eu-central',
        'topology.kubernetes.io/zone': 'fra-a',
      },
      annotations: { 'windowsmachineconfig.openshift.io/version': '10.18.0-1a2b3c4' },
    },
    spec: { unschedulable: true },
    status: {
      capacity: { cpu: '4', memory: '16776756Ki', pods: '250' },
      allocatable: { cpu: '3500m', memory: '14577204Ki', pods: '250' },
      conditions: ready,
      nodeInfo: {
        operatingSystem: 'windows',
        architecture: 'amd64',
        kernelVersion: '10.0.20348.2402',
        osImage: 'Windows Server 2022 Datacenter',
        kubeletVersion: 'v1.31.6',
      },
    },
  }),
];

const container = (name: string, image: string, resources: object = {}): object => ({
  name,
  image,
  resources,
  env: [{ name: 'PASSWORD', value: 'hunter2-in-env' }],
});

const template = (app: string, spec: object, annotations?: object): object => ({
  metadata: { labels: { app }, ...(annotations !== undefined && { annotations }) },
  spec,
});

const pod = (path: string, ownedBy: object, labels: object, spec: object): KubeObject =>
  object('v1', 'Pod', path, {
    metadata: { labels, ...ownedBy },
    spec,
    status: { phase: 'Running', podIP: '10.128.0.9' },
  });

const WEB = {
  containers: [
    container('web', 'registry.example/shop/web:2.1', {
      requests: { cpu: '250m', memory: '256Mi' },
      limits: { memory: '512Mi' },
    }),
    container('proxy', 'registry.example/mesh/proxy:1.0', {
      requests: { cpu: '0.1', memory: '64Mi' },
      limits: { memory: '64Mi' },
    }),
  ],
};

export const CONTAINERS: readonly KubeObject[] = [
  object('apps/v1', 'Deployment', 'shop/web', {
    metadata: {
      labels: { app: 'web', 'app.kubernetes.io/part-of': 'shop' },
      annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"x":"hunter2-in-annotation"}' },
    },
    spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: template('web', WEB) },
  }),
  ...['a', 'b'].map((end) =>
    pod(
      `shop/web-7d4b9c-${end}`,
      owner('apps/v1', 'ReplicaSet', 'shop/web-7d4b9c'),
      { app: 'web', 'pod-template-hash': '7d4b9c' },
      { ...WEB, nodeName: 'gpu-1' },
    ),
  ),
  object('apps/v1', 'Deployment', 'shop/iis', {
    spec: {
      replicas: 1,
      template: template('iis', {
        nodeSelector: { 'kubernetes.io/os': 'windows' },
        containers: [container('iis', 'mcr.example/windows/servercore/iis:ltsc2022')],
      }),
    },
  }),
  object('apps/v1', 'StatefulSet', 'shop/db', {
    spec: {
      replicas: 2,
      serviceName: 'db',
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'] } }],
      template: template('db', { containers: [container('db', 'registry.example/db:16')] }),
    },
  }),
  ...[0, 1].map((ordinal) =>
    object('v1', 'PersistentVolumeClaim', `shop/data-db-${ordinal}`, {
      spec: { storageClassName: 'fast', accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
      status: { capacity: { storage: '10Gi' }, phase: 'Bound' },
    }),
  ),
  object('batch/v1', 'CronJob', 'shop/nightly', {
    spec: {
      schedule: '0 2 * * *',
      suspend: true,
      jobTemplate: {
        spec: { template: template('nightly', { containers: [container('run', 'registry.example/nightly:1')] }) },
      },
    },
  }),
  object('batch/v1', 'Job', 'shop/import-1', {
    spec: { template: template('import', { containers: [container('run', 'registry.example/import:1')] }) },
    status: { completionTime: '2026-05-01T00:00:00Z', conditions: [{ type: 'Complete', status: 'True' }] },
  }),
  pod('shop/debug', {}, { run: 'debug' }, { nodeName: 'master-0', containers: [container('debug', 'busybox:1')] }),
  object('apps/v1', 'Deployment', 'openshift-monitoring/grafana', {
    spec: { replicas: 1, template: template('grafana', { containers: [container('grafana', 'grafana:1')] }) },
  }),
  object('v1', 'Service', 'shop/web', {
    spec: {
      selector: { app: 'web' },
      type: 'ClusterIP',
      ports: [{ name: 'https', port: 443, protocol: 'TCP' }, { port: 80 }],
    },
  }),
];

export const AI: readonly KubeObject[] = [
  object('serving.kserve.io/v1beta1', 'InferenceService', 'ml/llama', {
    spec: { predictor: { minReplicas: 1, model: { modelFormat: { name: 'vLLM' }, runtime: 'vllm-runtime' } } },
  }),
  object('apps/v1', 'Deployment', 'ml/llama-predictor', {
    metadata: { labels: { 'serving.kserve.io/inferenceservice': 'llama' } },
    spec: {
      replicas: 1,
      template: template('llama', {
        containers: [
          container('kserve-container', 'registry.example/vllm:0.9.2', {
            requests: { cpu: '8', memory: '64Gi' },
            limits: { cpu: '16', memory: '64Gi', 'nvidia.com/gpu': '2' },
          }),
        ],
      }),
    },
  }),
  pod(
    'ml/llama-predictor-5f6-x',
    owner('apps/v1', 'ReplicaSet', 'ml/llama-predictor-5f6'),
    { 'serving.kserve.io/inferenceservice': 'llama', 'pod-template-hash': '5f6' },
    { nodeName: 'gpu-1', containers: [container('kserve-container', 'registry.example/vllm:0.9.2')] },
  ),
];

const runningDomain = {
  cpu: { sockets: 2, cores: 2, threads: 1, model: 'host-model' },
  memory: { guest: '8Gi' },
  firmware: { uuid: '5D307CA9-B3EF-428C-8861-06E72D69F223', bootloader: { efi: { secureBoot: true } } },
  devices: {
    tpm: {},
    disks: [
      { name: 'root', disk: { bus: 'virtio' } },
      { name: 'cloudinit', disk: { bus: 'virtio' } },
      { name: 'iso', cdrom: { bus: 'sata' } },
    ],
    interfaces: [
      { name: 'default', masquerade: {} },
      { name: 'prod', bridge: {}, macAddress: '02:AA:00:00:00:01', model: 'virtio' },
      { name: 'fast', sriov: {} },
    ],
    gpus: [{ name: 'gpu0', deviceName: 'nvidia.com/GRID_A100-10C' }],
    hostDevices: [{ name: 'nic', deviceName: 'vendor.example/card' }],
  },
};

const runningSpec = {
  architecture: 'amd64',
  domain: runningDomain,
  networks: [
    { name: 'default', pod: {} },
    { name: 'prod', multus: { networkName: 'vlan120' } },
    { name: 'fast', multus: { networkName: 'sriov/fast' } },
  ],
  volumes: [
    { name: 'root', dataVolume: { name: 'app01-root' } },
    { name: 'cloudinit', cloudInitNoCloud: { userData: '#cloud-config\npassword: hunter2-in-cloud-init\n' } },
    { name: 'iso', persistentVolumeClaim: { claimName: 'iso' } },
  ],
};

export const MACHINES: readonly KubeObject[] = [
  object('kubevirt.io/v1', 'VirtualMachine', 'shop/app01', {
    metadata: { labels: { tier: 'app' }, annotations: { description: 'Application server of the shop' } },
    spec: {
      runStrategy: 'Always',
      template: {
        metadata: { labels: { app: 'web' }, annotations: { 'vm.kubevirt.io/os': 'rhel9' } },
        spec: runningSpec,
      },
    },
    status: { printableStatus: 'Running', ready: true, created: true },
  }),
  object('kubevirt.io/v1', 'VirtualMachineInstance', 'shop/app01', {
    metadata: owner('kubevirt.io/v1', 'VirtualMachine', 'shop/app01'),
    spec: runningSpec,
    status: {
      phase: 'Running',
      nodeName: 'gpu-1',
      conditions: [
        { type: 'Ready', status: 'True' },
        { type: 'AgentConnected', status: 'True' },
        { type: 'LiveMigratable', status: 'False', reason: 'HostDeviceNotLiveMigratable' },
      ],
      guestOSInfo: {
        id: 'rhel',
        name: 'Red Hat Enterprise Linux',
        prettyName: 'Red Hat Enterprise Linux 9.4 (Plow)',
        machine: 'x86_64',
      },
      interfaces: [
        { name: 'default', mac: '02:aa:00:00:00:00', ipAddress: '10.128.2.7', ipAddresses: ['10.128.2.7'] },
        { name: 'prod', mac: '02:aa:00:00:00:01', ipAddresses: ['172.16.20.9', 'fe80::aa:ff:fe00:1'] },
      ],
    },
  }),
  pod(
    'shop/virt-launcher-app01-x',
    owner('kubevirt.io/v1', 'VirtualMachineInstance', 'shop/app01'),
    { 'kubevirt.io': 'virt-launcher' },
    { nodeName: 'gpu-1', containers: [container('compute', 'virt-launcher:1')] },
  ),
  object('v1', 'PersistentVolumeClaim', 'shop/app01-root', {
    spec: {
      storageClassName: 'fast',
      accessModes: ['ReadWriteMany'],
      volumeMode: 'Block',
      resources: { requests: { storage: '60Gi' } },
    },
    status: { capacity: { storage: '64Gi' }, phase: 'Bound' },
  }),
  object('kubevirt.io/v1', 'VirtualMachine', 'shop/win-stopped', {
    spec: {
      runStrategy: 'Halted',
      instancetype: { kind: 'VirtualMachineClusterInstancetype', name: 'u1.large' },
      preference: { kind: 'VirtualMachineClusterPreference', name: 'windows.2k22' },
      dataVolumeTemplates: [
        {
          metadata: { name: 'win-root' },
          spec: {
            storage: { storageClassName: 'fast', resources: { requests: { storage: '50Gi' } } },
            source: { blank: {} },
          },
        },
      ],
      template: {
        metadata: {},
        spec: {
          domain: {
            devices: { disks: [{ name: 'root', disk: {} }], interfaces: [{ name: 'default', masquerade: {} }] },
          },
          networks: [{ name: 'default', pod: {} }],
          volumes: [{ name: 'root', dataVolume: { name: 'win-root' } }],
        },
      },
    },
    status: { printableStatus: 'Stopped' },
  }),
  object('kubevirt.io/v1', 'VirtualMachineInstance', 'ml/alone', {
    spec: { domain: { devices: {}, memory: { guest: '1024M' }, resources: {} } },
    status: { phase: 'Running', nodeName: 'master-0', conditions: [{ type: 'Paused', status: 'True' }] },
  }),
  object('instancetype.kubevirt.io/v1beta1', 'VirtualMachineClusterInstancetype', 'u1.large', {
    spec: { cpu: { guest: 2 }, memory: { guest: '8Gi' } },
  }),
  object('instancetype.kubevirt.io/v1beta1', 'VirtualMachineClusterPreference', 'windows.2k22', {
    spec: {
      cpu: { preferredCPUTopology: 'preferSockets' },
      devices: { preferredDiskBus: 'sata', preferredInterfaceModel: 'e1000e', preferredTPM: {} },
      firmware: { preferredUseEfi: true, preferredUseSecureBoot: true },
    },
  }),
  object('snapshot.kubevirt.io/v1beta1', 'VirtualMachineSnapshot', 'shop/before-upgrade', {
    spec: { source: { apiGroup: 'kubevirt.io', kind: 'VirtualMachine', name: 'app01' } },
    status: { creationTime: '2026-10-01T10:00:00Z', indications: ['Online', 'GuestAgent'], readyToUse: true },
  }),
];

export const PLATFORM: readonly KubeObject[] = [
  ...['kube-system', 'default', 'ml', 'openshift-monitoring'].map((name) => object('v1', 'Namespace', name)),
  object('v1', 'Namespace', 'shop', {
    metadata: { labels: { 'kubernetes.io/metadata.name': 'shop', 'cost-center': '4711', tier: 'of the namespace' } },
  }),
  object('storage.k8s.io/v1', 'StorageClass', 'fast', {
    metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    provisioner: 'rbd.csi.ceph.example',
  }),
  object('cdi.kubevirt.io/v1beta1', 'StorageProfile', 'fast', {
    spec: {},
    status: {
      storageClass: 'fast',
      provisioner: 'rbd.csi.ceph.example',
      claimPropertySets: [{ accessModes: ['ReadWriteMany'], volumeMode: 'Block' }],
    },
  }),
  object('k8s.cni.cncf.io/v1', 'NetworkAttachmentDefinition', 'shop/vlan120', {
    spec: {
      config: '{"cniVersion":"0.3.1","type":"bridge","bridge":"br1","vlan":120,"ipam":{"subnet":"172.16.20.0/24"}}',
    },
  }),
  object('config.openshift.io/v1', 'ClusterVersion', 'version', {
    spec: { clusterID: '6f2b8f0e-0000-4000-8000-000000000001' },
    status: {
      desired: { version: '4.18.17' },
      history: [
        { state: 'Partial', version: '4.18.17' },
        { state: 'Completed', version: '4.18.10' },
      ],
      conditions: [
        { type: 'Available', status: 'True' },
        { type: 'Progressing', status: 'True' },
      ],
    },
  }),
  object('config.openshift.io/v1', 'Infrastructure', 'cluster', {
    status: { apiServerURL: 'https://api.ocp-fra.nordwerk.example:6443', infrastructureName: 'ocp-fra-x7k2p' },
  }),
  object('kubevirt.io/v1', 'KubeVirt', 'openshift-cnv/kubevirt', {
    spec: {
      configuration: {
        permittedHostDevices: {
          mediatedDevices: [{ mdevNameSelector: 'A100-10C', resourceName: 'nvidia.com/GRID_A100-10C' }],
          pciHostDevices: [{ pciVendorSelector: '15B3:1018', resourceName: 'vendor.example/card' }],
        },
      },
    },
    status: { observedKubeVirtVersion: 'v1.4.0', phase: 'Deployed' },
  }),
  object('cdi.kubevirt.io/v1beta1', 'CDI', 'cdi', { status: { observedVersion: 'v1.61.0', phase: 'Deployed' } }),
  object(
    'operators.coreos.com/v1alpha1',
    'ClusterServiceVersion',
    'openshift-windows-machine-config-operator/windows-machine-config-operator.v10.18.0',
    {
      spec: { version: '10.18.0', displayName: 'Windows Machine Config Operator' },
      status: { phase: 'Succeeded' },
    },
  ),
  object(
    'operators.coreos.com/v1alpha1',
    'ClusterServiceVersion',
    'nvidia-gpu-operator/gpu-operator-certified.v24.9.2',
    {
      spec: { version: '24.9.2' },
      status: { phase: 'Succeeded' },
    },
  ),
  object('operators.coreos.com/v1alpha1', 'ClusterServiceVersion', 'shop/gpu-operator-certified.v24.9.2', {
    metadata: { labels: { 'olm.copiedFrom': 'nvidia-gpu-operator' } },
    spec: { version: '24.9.2' },
    status: { phase: 'Succeeded' },
  }),
  object('nvidia.com/v1', 'ClusterPolicy', 'gpu-cluster-policy', { status: { state: 'ready' } }),
  object('metrics.k8s.io/v1beta1', 'NodeMetrics', 'gpu-1', { usage: { cpu: '32', memory: '525000000000' } }),
];

export const OPENSHIFT: readonly KubeObject[] = [...PLATFORM, ...NODES, ...CONTAINERS, ...AI, ...MACHINES];

/** web, iis, db, nightly and debug; llama; app01, win-stopped and alone. */
export const OPENSHIFT_WORKLOADS = 9;
