/** What is read of Azure, as data: queries, the rights they need and what is unknown without them follow from it. */

import type { FactPath } from '../../core/assess/verdict.ts';

export type GraphTable = 'resources' | 'computeresources' | 'extensibilityresources';

export interface ResourceType {
  /** Lower case. */
  readonly type: string;
  /** The right that reads it, as a role definition writes it. */
  readonly action: string;
  /** What stays unknown when it cannot be read. */
  readonly cost: string;
  readonly facts: readonly FactPath[];
}

export interface QueriedTypes {
  /** Names the query, its saved file and its line in a receipt: "network-interfaces". */
  readonly name: string;
  readonly table: GraphTable;
  readonly types: readonly ResourceType[];
}

const resource = (type: string, action: string, cost: string, facts: readonly FactPath[] = []): ResourceType => ({
  type,
  action,
  cost,
  facts,
});

/** In the order they are read: what machines refer to stands before the machines. */
export const READ_TYPES: readonly QueriedTypes[] = [
  {
    name: 'public-addresses',
    table: 'resources',
    types: [
      resource(
        'microsoft.network/publicipaddresses',
        'Microsoft.Network/publicIPAddresses/read',
        'Public addresses of machines stay unknown.',
        ['ipAddresses'],
      ),
    ],
  },
  {
    name: 'network-interfaces',
    table: 'resources',
    types: [
      resource(
        'microsoft.network/networkinterfaces',
        'Microsoft.Network/networkInterfaces/read',
        'Addresses, hardware addresses and networks of machines stay unknown.',
        ['nics', 'networks', 'ipAddresses'],
      ),
    ],
  },
  {
    name: 'virtual-networks',
    table: 'resources',
    types: [
      resource(
        'microsoft.network/virtualnetworks',
        'Microsoft.Network/virtualNetworks/read',
        'Networks are known by name only, without their address ranges.',
      ),
    ],
  },
  {
    name: 'disks',
    table: 'resources',
    types: [
      resource(
        'microsoft.compute/disks',
        'Microsoft.Compute/disks/read',
        'Whether a disk is shared, its tier and its size where the machine does not repeat it stay unknown.',
        ['disks[].shared', 'disks[].capacityMiB'],
      ),
    ],
  },
  {
    name: 'machine-details',
    table: 'resources',
    types: [
      resource(
        'microsoft.compute/virtualmachinescalesets',
        'Microsoft.Compute/virtualMachineScaleSets/read',
        'What machines of a scale set have from its model stays unknown.',
      ),
      resource(
        'microsoft.sqlvirtualmachine/sqlvirtualmachines',
        'Microsoft.SqlVirtualMachine/sqlVirtualMachines/read',
        'Which machines run SQL Server stays unknown.',
        ['roles'],
      ),
    ],
  },
  {
    name: 'kubernetes-clusters',
    table: 'resources',
    types: [
      resource(
        'microsoft.containerservice/managedclusters',
        'Microsoft.ContainerService/managedClusters/read',
        'AKS clusters stay unknown, and their nodes are listed as machines.',
      ),
      resource(
        'microsoft.redhatopenshift/openshiftclusters',
        'Microsoft.RedHatOpenShift/openShiftClusters/read',
        'Azure Red Hat OpenShift clusters stay unknown, and their nodes are listed as machines.',
      ),
      resource(
        'microsoft.kubernetes/connectedclusters',
        'Microsoft.Kubernetes/connectedClusters/read',
        'Clusters connected by Azure Arc stay unknown.',
      ),
    ],
  },
  {
    name: 'azure-local',
    table: 'resources',
    types: [
      resource(
        'microsoft.azurestackhci/clusters',
        'Microsoft.AzureStackHCI/clusters/read',
        'Azure Local clusters and their hosts stay unknown.',
      ),
      resource(
        'microsoft.azurestackhci/logicalnetworks',
        'Microsoft.AzureStackHCI/logicalNetworks/read',
        'Networks of Azure Local stay unknown.',
      ),
      resource(
        'microsoft.azurestackhci/networkinterfaces',
        'Microsoft.AzureStackHCI/networkInterfaces/read',
        'Network adapters of Azure Local machines stay unknown.',
        ['nics', 'networks'],
      ),
      resource(
        'microsoft.azurestackhci/storagecontainers',
        'Microsoft.AzureStackHCI/storageContainers/read',
        'Storage of Azure Local stays unknown.',
        ['datastores'],
      ),
      resource(
        'microsoft.azurestackhci/virtualharddisks',
        'Microsoft.AzureStackHCI/virtualHardDisks/read',
        'Disks of Azure Local machines stay unknown.',
        ['disks'],
      ),
    ],
  },
  {
    name: 'azure-local-machines',
    table: 'extensibilityresources',
    types: [
      resource(
        'microsoft.azurestackhci/virtualmachineinstances',
        'Microsoft.AzureStackHCI/virtualMachineInstances/read',
        'Machines of Azure Local are known as Arc machines only.',
        ['cpuCount', 'memoryMiB', 'powerState', 'secureBoot', 'tpm', 'disks', 'nics'],
      ),
    ],
  },
  {
    name: 'virtual-machines',
    table: 'resources',
    types: [
      resource(
        'microsoft.compute/virtualmachines',
        'Microsoft.Compute/virtualMachines/read',
        'Virtual machines are not listed.',
      ),
    ],
  },
  {
    name: 'scale-set-adapters',
    table: 'computeresources',
    types: [
      resource(
        'microsoft.compute/virtualmachinescalesets/virtualmachines/networkinterfaces',
        'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/networkInterfaces/read',
        'Addresses and hardware addresses of machines of scale sets stay unknown.',
        ['nics', 'ipAddresses'],
      ),
    ],
  },
  {
    name: 'scale-set-machines',
    table: 'computeresources',
    types: [
      resource(
        'microsoft.compute/virtualmachinescalesets/virtualmachines',
        'Microsoft.Compute/virtualMachineScaleSets/virtualMachines/read',
        'Machines of scale sets are not listed.',
      ),
    ],
  },
  {
    name: 'arc-machines',
    table: 'resources',
    types: [
      resource(
        'microsoft.hybridcompute/machines',
        'Microsoft.HybridCompute/machines/read',
        'Servers connected by Azure Arc are not listed.',
      ),
    ],
  },
];

const KNOWN = new Map(READ_TYPES.flatMap(({ types }) => types.map((one) => [one.type, one] as const)));

export const typeOfName = (type: string): ResourceType | undefined => KNOWN.get(type);
