/**
 * A small tenant, made up, in the shapes of the published examples: Resource Graph rows and what Resource Manager adds.
 * Ids change their letter case from one place to the next, as the service's do.
 */

type Row = Readonly<Record<string, unknown>>;

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const PROD = '22222222-2222-4222-8222-222222222222';
export const EDGE = '33333333-3333-4333-8333-333333333333';
/** What must not come out of what is read: settings of extensions and users' data never leave the provider. */
export const HIDDEN = 'do-not-tell-RegistrationToken';

const group = (subscription: string, name: string): string => `/subscriptions/${subscription}/resourceGroups/${name}`;

function row(scope: string, type: string, name: string, properties: unknown, rest: Row = {}): Row {
  const [, , subscriptionId, , resourceGroup] = scope.split('/');
  return {
    id: `${scope}/providers/${type}/${name}`,
    name,
    type: type.toLowerCase(),
    kind: '',
    location: 'westeurope',
    resourceGroup: resourceGroup?.toLowerCase(),
    subscriptionId,
    tenantId: TENANT,
    tags: null,
    zones: null,
    sku: null,
    extendedLocation: null,
    properties,
    ...rest,
  };
}

const APP = group(PROD, 'rg-App');
const NET = group(PROD, 'rg-net');
const SUBNET = `${NET}/providers/Microsoft.Network/virtualNetworks/Hub/subnets/app`;
const disk = (name: string): string => `${APP}/providers/Microsoft.Compute/disks/${name}`;
const nicId = (scope: string, name: string): string => `${scope}/providers/Microsoft.Network/networkInterfaces/${name}`;

function machine(name: string, vmSize: string, more: Row, rest: Row = {}, scope = APP): Row {
  const { osDisk, dataDisks, image, view, ...properties } = more as Readonly<Record<string, Row | undefined>>;
  return row(
    scope,
    'Microsoft.Compute/virtualMachines',
    name,
    {
      provisioningState: 'Succeeded',
      hardwareProfile: { vmSize },
      storageProfile: {
        imageReference: image,
        osDisk: {
          name: `${name}-os`,
          createOption: 'FromImage',
          managedDisk: { id: disk(`${name}-os`).toUpperCase(), storageAccountType: 'Premium_LRS' },
          ...osDisk,
        },
        dataDisks: dataDisks ?? [],
      },
      osProfile: { computerName: name, adminUsername: 'azureuser', secrets: [], customData: HIDDEN },
      networkProfile: { networkInterfaces: [{ id: nicId(scope, `${name}-nic`) }] },
      timeCreated: '2024-03-01T08:00:00.1234567+00:00',
      ...properties,
      ...(view === undefined ? {} : { extended: { instanceView: view } }),
    },
    rest,
  );
}

function nic(name: string, macAddress: string, address: string, more: Row = {}, scope = APP): Row {
  return row(scope, 'Microsoft.Network/networkInterfaces', name, {
    macAddress,
    ipConfigurations: [
      { name: 'ipconfig1', properties: { privateIPAddress: address, subnet: { id: SUBNET.toLowerCase() }, ...more } },
    ],
    enableAcceleratedNetworking: address.endsWith('4'),
  });
}

const view = (state: string, more: Row): Row => ({
  powerState: { code: `PowerState/${state}`, displayStatus: `VM ${state}`, level: 'Info' },
  ...more,
});

const UBUNTU = {
  publisher: 'Canonical',
  offer: '0001-com-ubuntu-server-jammy',
  sku: '22_04-lts-gen2',
  version: 'latest',
};
const WINDOWS = { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku: '2019-datacenter-gensecond' };

const setId = `${APP}/providers/Microsoft.Compute/virtualMachineScaleSets`;
const NODES = group(PROD, 'MC_rg-k8s_shop_westeurope');
const nodeSetId = `${NODES}/providers/Microsoft.Compute/virtualMachineScaleSets/aks-linux-1-vmss`;

function scaleSet(scope: string, name: string, capacity: number, rest: Row = {}): Row {
  return row(
    scope,
    'Microsoft.Compute/virtualMachineScaleSets',
    name,
    {
      orchestrationMode: 'Uniform',
      virtualMachineProfile: {
        storageProfile: { osDisk: { osType: 'Linux', diskSizeGB: 64 }, imageReference: UBUNTU },
        priority: 'Spot',
      },
    },
    { sku: { name: 'Standard_D2s_v5', tier: 'Standard', capacity }, ...rest },
  );
}

function setMachine(set: string, number: number, rest: Row = {}): Row {
  const [, , subscriptionId, , resourceGroup] = set.split('/');
  return {
    id: `${set}/virtualMachines/${number}`,
    name: String(number),
    type: 'microsoft.compute/virtualmachinescalesets/virtualmachines',
    location: 'westeurope',
    resourceGroup: resourceGroup?.toLowerCase(),
    subscriptionId,
    sku: { name: 'Standard_D2s_v5', tier: 'Standard' },
    zones: ['2'],
    properties: {
      vmId: `44444444-4444-4444-8444-00000000000${number}`,
      osProfile: { computerName: `${set.slice(set.lastIndexOf('/') + 1)}00000${number}` },
      storageProfile: {
        osDisk: { osType: 'Linux', diskSizeGB: 64, managedDisk: { storageAccountType: 'StandardSSD_LRS' } },
      },
      networkProfile: { networkInterfaces: [{ id: `${set}/virtualMachines/${number}/networkInterfaces/nic0` }] },
      networkProfileConfiguration: {
        networkInterfaceConfigurations: [
          {
            name: 'nic0',
            properties: {
              enableAcceleratedNetworking: false,
              ipConfigurations: [{ properties: { subnet: { id: SUBNET } } }],
            },
          },
        ],
      },
      extended: { instanceView: view('running', { hyperVGeneration: 'V2' }) },
    },
    ...rest,
  };
}

const ARC = group(EDGE, 'rg-arc');
const LOCAL = 'Microsoft.AzureStackHCI';
const localId = (type: string, name: string): string => `${ARC}/providers/${LOCAL}/${type}/${name}`;
const arc = (name: string, properties: Row, rest: Row = {}): Row =>
  row(
    ARC,
    'Microsoft.HybridCompute/machines',
    name,
    { agentVersion: '1.48.02881', status: 'Connected', ...properties },
    rest,
  );

export const ROWS: readonly Row[] = [
  row(APP, 'Microsoft.Network/publicIPAddresses', 'web01-ip', { ipAddress: '203.0.113.10' }),
  nic('web01-nic', '00-0D-3A-00-00-01', '10.1.0.4', {
    publicIPAddress: { id: `${APP}/providers/Microsoft.Network/publicIPAddresses/WEB01-ip` },
  }),
  nic('sql01-nic', '00-0D-3A-00-00-02', '10.1.0.5'),
  nic('gpu01-nic', '00-0D-3A-00-00-03', '10.1.0.14'),
  nic('cvm01-nic', '00-0D-3A-00-00-04', '10.9.0.5', {}, group(EDGE, 'rg-secure')),
  row(NET, 'Microsoft.Network/virtualNetworks', 'Hub', {
    addressSpace: { addressPrefixes: ['10.1.0.0/16'] },
    subnets: [
      { name: 'App', properties: { addressPrefix: '10.1.0.0/24' } },
      { name: 'nodes', properties: { addressPrefixes: ['10.1.8.0/22', 'fd00:1::/64'] } },
    ],
  }),
  row(
    APP,
    'Microsoft.Compute/disks',
    'web01-os',
    {
      diskSizeGB: 64,
      diskState: 'Attached',
      uniqueId: 'aaaaaaaa-0000-4000-8000-000000000001',
      encryption: { type: 'EncryptionAtRestWithPlatformKey' },
    },
    { sku: { name: 'Premium_LRS' } },
  ),
  row(
    APP,
    'Microsoft.Compute/disks',
    'shared-data',
    {
      diskSizeGB: 1024,
      diskSizeBytes: 1099511627776,
      maxShares: 3,
      diskIOPSReadWrite: 5000,
      diskMBpsReadWrite: 200,
      encryption: { type: 'EncryptionAtRestWithCustomerKey' },
    },
    { sku: { name: 'Premium_LRS' } },
  ),
  row(
    APP,
    'Microsoft.Compute/disks',
    'sql01-os',
    { diskSizeGB: 127, maxShares: 1 },
    { sku: { name: 'StandardSSD_LRS' } },
  ),
  {
    id: `${setId}/front/virtualMachines/0/networkInterfaces/nic0`,
    name: 'nic0',
    type: 'microsoft.compute/virtualmachinescalesets/virtualmachines/networkinterfaces',
    subscriptionId: PROD,
    properties: {
      macAddress: '00-0D-3A-00-00-F0',
      enableAcceleratedNetworking: false,
      ipConfigurations: [{ properties: { privateIPAddress: '10.1.0.100', subnet: { id: SUBNET } } }],
    },
  },
  scaleSet(APP, 'front', 2),
  scaleSet(APP, 'batch', 1),
  scaleSet(APP, 'spare', 0),
  scaleSet(NODES, 'aks-linux-1-vmss', 2, { tags: { 'aks-managed-poolName': 'linux' } }),
  row(APP, 'Microsoft.SqlVirtualMachine/sqlVirtualMachines', 'sql01', {
    virtualMachineResourceId: `${APP}/providers/Microsoft.Compute/virtualMachines/SQL01`,
    sqlImageSku: 'Standard',
  }),
  row(group(PROD, 'rg-k8s'), 'Microsoft.ContainerService/managedClusters', 'Shop', {
    kubernetesVersion: '1.33',
    currentKubernetesVersion: '1.33.2',
    nodeResourceGroup: 'MC_rg-k8s_shop_westeurope',
    agentPoolProfiles: [
      {
        name: 'linux',
        count: 2,
        vmSize: 'Standard_D2s_v5',
        mode: 'System',
        osType: 'Linux',
        osSKU: 'AzureLinux',
        nodeImageVersion: 'AKSAzureLinux-V3gen2-202511.01.0',
        maxPods: 110,
      },
      {
        name: 'win22',
        count: 1,
        vmSize: 'Standard_D4s_v5',
        mode: 'User',
        osType: 'Windows',
        osSKU: 'Windows2022',
        nodeImageVersion: 'AKSWindows-2022-containerd-20348.4405.251112',
        maxPods: 30,
      },
      {
        name: 'mig',
        count: 1,
        vmSize: 'Standard_NC24ads_A100_v4',
        mode: 'User',
        osType: 'Linux',
        osSKU: 'Ubuntu',
        gpuInstanceProfile: 'MIG2g',
      },
    ],
  }),
  row(group(PROD, 'rg-aro'), 'Microsoft.RedHatOpenShift/openShiftClusters', 'aro1', {
    clusterProfile: { version: '4.18.17', resourceGroupId: group(PROD, 'aro-infra') },
    masterProfile: { vmSize: 'Standard_D8s_v5' },
    workerProfiles: [{ name: 'worker', count: 2, vmSize: 'Standard_D4s_v5' }],
  }),
  row(ARC, 'Microsoft.Kubernetes/connectedClusters', 'edge-ocp', {
    distribution: 'openshift',
    kubernetesVersion: '1.31.9',
    totalNodeCount: 6,
    totalCoreCount: 96,
    agentVersion: '1.29',
  }),
  row(ARC, `${LOCAL}/clusters`, 'Factory', {
    reportedProperties: {
      clusterVersion: '12.2508.1001',
      nodes: [
        {
          name: 'FACT-N1',
          manufacturer: 'Dell Inc.',
          model: 'AX-760',
          serialNumber: 'SN1',
          coreCount: 32,
          memoryInGiB: 512,
          osName: 'Azure Stack HCI',
          osVersion: '10.0.26100.4652',
        },
        {
          name: 'FACT-N2',
          manufacturer: 'Dell Inc.',
          model: 'AX-760',
          serialNumber: 'SN2',
          coreCount: 32,
          memoryInGiB: 512,
          osName: 'Azure Stack HCI',
          osVersion: '10.0.26100.4652',
        },
      ],
    },
  }),
  row(ARC, `${LOCAL}/logicalNetworks`, 'lnet-110', {
    vmSwitchName: 'ConvergedSwitch',
    subnets: [{ name: 'lnet-110', properties: { addressPrefix: '192.0.2.0/24', vlan: 110 } }],
  }),
  row(ARC, `${LOCAL}/storageContainers`, 'UserStorage1', {
    status: { availableSizeMB: 900000, containerSizeMB: 2000000 },
  }),
  row(ARC, `${LOCAL}/networkInterfaces`, 'plc01-nic', {
    macAddress: '00:15:5D:00:00:09',
    ipConfigurations: [
      { properties: { privateIPAddress: '192.0.2.9', subnet: { id: localId('logicalNetworks', 'lnet-110') } } },
    ],
  }),
  row(ARC, `${LOCAL}/virtualHardDisks`, 'plc01-data', {
    diskSizeGB: 200,
    dynamic: true,
    containerId: localId('storageContainers', 'UserStorage1'),
  }),
  {
    id: `${ARC}/providers/Microsoft.HybridCompute/machines/plc01/providers/${LOCAL}/virtualMachineInstances/default`,
    name: 'default',
    type: 'microsoft.azurestackhci/virtualmachineinstances',
    subscriptionId: EDGE,
    resourceGroup: 'rg-arc',
    properties: {
      hardwareProfile: { vmSize: 'Custom', processors: 4, memoryMB: 8192 },
      osProfile: { computerName: 'plc01', adminUsername: 'localadmin' },
      securityProfile: { enableTPM: true, securityType: 'TrustedLaunch', uefiSettings: { secureBootEnabled: true } },
      storageProfile: {
        dataDisks: [{ id: localId('virtualHardDisks', 'plc01-data') }],
        vmConfigStoragePathId: localId('storageContainers', 'UserStorage1'),
      },
      networkProfile: { networkInterfaces: [{ id: localId('networkInterfaces', 'plc01-nic') }] },
      status: { powerState: 'Stopped' },
    },
  },
  machine(
    'web01',
    'Standard_D4s_v5',
    {
      vmId: 'AAAAAAAA-0000-4000-8000-0000000000A1',
      image: UBUNTU,
      osDisk: { osType: 'Linux', diskSizeGB: 64 },
      dataDisks: [{ lun: 0, diskSizeGB: 1024, managedDisk: { id: disk('shared-data') } }],
      securityProfile: { securityType: 'TrustedLaunch', uefiSettings: { secureBootEnabled: true, vTpmEnabled: true } },
      view: view('running', {
        computerName: 'web01.corp.example',
        osName: 'ubuntu',
        osVersion: '22.04',
        hyperVGeneration: 'V2',
      }),
    },
    { zones: ['1'], tags: { Application: 'Shop', 'hidden-title': 'internal' } },
  ),
  machine('sql01', 'Standard_E8s_v5', {
    vmId: 'aaaaaaaa-0000-4000-8000-0000000000a2',
    image: WINDOWS,
    osDisk: { osType: 'Windows', diskSizeGB: 127 },
    licenseType: 'Windows_Server',
    availabilitySet: { id: `${APP}/providers/Microsoft.Compute/availabilitySets/AV-SQL` },
    view: view('deallocated', {
      osName: 'Windows Server 2019 Datacenter',
      osVersion: '10.0.17763.6054',
      hyperVGeneration: 'V1',
    }),
  }),
  machine('gpu01', 'Standard_NC24ads_A100_v4', {
    vmId: 'aaaaaaaa-0000-4000-8000-0000000000a3',
    image: UBUNTU,
    osDisk: { osType: 'Linux', diskSizeGB: 128 },
    priority: 'Spot',
  }),
  machine(
    'aro1-x7k2p-worker-1',
    'Standard_D4s_v5',
    { osDisk: { osType: 'Linux' }, view: view('running', {}) },
    { zones: ['1'] },
    group(PROD, 'aro-infra'),
  ),
  machine(
    'cvm01',
    'Standard_DC2as_v5',
    {
      vmId: 'aaaaaaaa-0000-4000-8000-0000000000a4',
      image: WINDOWS,
      osDisk: { osType: 'Windows', diskSizeGB: 127 },
      securityProfile: { securityType: 'ConfidentialVM', uefiSettings: { secureBootEnabled: true, vTpmEnabled: true } },
      view: view('running', { hyperVGeneration: 'V2' }),
    },
    { location: 'germanywestcentral' },
    group(EDGE, 'rg-secure'),
  ),
  setMachine(`${setId}/front`, 0),
  setMachine(`${setId}/front`, 1),
  setMachine(nodeSetId, 0),
  setMachine(nodeSetId, 1),
  arc('erp01', {
    vmUuid: '564D1C4E-0000-4000-8000-0000000000E1',
    vmId: 'bbbbbbbb-0000-4000-8000-000000000001',
    machineFqdn: 'ERP01.corp.example',
    osType: 'windows',
    osName: 'windows',
    osSku: 'Windows Server 2016 Datacenter',
    osVersion: '10.0.14393.7428',
    mssqlDiscovered: 'true',
    osProfile: { computerName: 'erp01' },
    detectedProperties: {
      manufacturer: 'VMware, Inc.',
      model: 'VMware Virtual Platform',
      logicalCoreCount: '8',
      totalPhysicalMemoryInBytes: '34359738368',
    },
    licenseProfile: { esuProfile: { licenseAssignmentState: 'Assigned' } },
    firmwareProfile: { type: 'BIOS' },
    networkProfile: {
      networkInterfaces: [
        {
          name: 'Ethernet0',
          macAddress: '00:50:56:00:00:e1',
          ipAddresses: [{ address: '192.168.12.345' }, { address: '10.20.0.11' }, { address: 'fe80::1' }],
        },
      ],
    },
    storageProfile: { disks: [{ path: 'C:/', maxSizeInBytes: 107374182400, usedSpaceInBytes: 53687091200 }] },
  }),
  arc(
    'plc01',
    {
      vmUuid: 'cccccccc-0000-4000-8000-000000000002',
      osType: 'linux',
      osSku: 'Ubuntu 24.04.1 LTS',
      status: 'Disconnected',
      parentClusterResourceId: localId('clusters', 'Factory'),
      detectedProperties: { logicalCoreCount: '4', totalPhysicalMemoryInGigabytes: '8' },
    },
    { kind: 'HCI' },
  ),
  arc('FACT-N1', { osType: 'windows', osSku: 'Azure Stack HCI', vmUuid: 'dddddddd-0000-4000-8000-000000000003' }),
];

/** Machines of the rows above that are workloads. */
export const WORKLOADS = ['web01', 'sql01', 'gpu01', 'cvm01', 'front_0', 'front_1', 'batch_0', 'erp01', 'plc01'];

/** What only Resource Manager tells. */
export const BATCH_MACHINES: readonly Row[] = [
  { ...setMachine(`${setId}/batch`, 0), type: 'Microsoft.Compute/virtualMachineScaleSets/virtualMachines' },
];

export const INSTANCE_VIEWS: Readonly<Record<string, Row>> = {
  gpu01: {
    statuses: [{ code: 'ProvisioningState/succeeded' }, { code: 'PowerState/stopped' }],
    hyperVGeneration: 'V2',
  },
};

const size = (name: string, capabilities: Readonly<Record<string, string>>): Row => ({
  resourceType: 'virtualMachines',
  name,
  locations: ['westeurope'],
  capabilities: Object.entries(capabilities).map(([key, value]) => ({ name: key, value })),
});

export const SIZES: readonly Row[] = [
  { resourceType: 'disks', name: 'Premium_LRS', locations: ['westeurope'], capabilities: [] },
  size('Standard_D2s_v5', { vCPUs: '2', MemoryGB: '8', CpuArchitectureType: 'x64' }),
  size('Standard_D4s_v5', { vCPUs: '4', MemoryGB: '16', CpuArchitectureType: 'x64' }),
  size('Standard_D8s_v5', { vCPUs: '8', MemoryGB: '32', CpuArchitectureType: 'x64' }),
  size('Standard_E8s_v5', { vCPUs: '8', MemoryGB: '64', CpuArchitectureType: 'x64' }),
  size('Standard_NC24ads_A100_v4', { vCPUs: '24', MemoryGB: '220', GPUs: '1', CpuArchitectureType: 'x64' }),
];

export const ARO_STATUS = [{ name: 'worker', count: 3, vmSize: 'Standard_D4s_v5' }];
