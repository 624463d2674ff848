/** A MachineSet whose machines the Windows Machine Config Operator makes Windows nodes of. */

import type { Catalog } from '../../../catalog/catalog.ts';
import type { ImageBase } from '../../../assess/windows-containers/base-images.ts';
import { wmcoPlatform } from '../../../assess/windows-containers/wmco-catalog.ts';
import { setting } from '../names.ts';
import type { Manifest } from './manifests.ts';

type Settings = Readonly<Record<string, string>>;

export const fillIn = (what: string): string => `REPLACE-ME-${what}`;

/** Names on Azure: a machine has 15 characters, of which its set leaves six to the machine. */
const NAME = 'winworker';

/** Undefined where the platform has no machine sets of its own here: hosts are brought along (BYOH), or not supported. */
export function machineSet(catalog: Catalog, base: ImageBase, settings: Settings): Manifest | undefined {
  const infrastructure = setting(settings, 'infrastructure')?.toLowerCase();
  if (infrastructure === undefined || wmcoPlatform(catalog, infrastructure) === undefined) return undefined;
  const provider = PROVIDERS[infrastructure]?.(settings, base);
  if (provider === undefined) return undefined;
  const cluster = setting(settings, 'infrastructureName') ?? fillIn('infrastructure-name');
  const of = { 'machine.openshift.io/cluster-api-cluster': cluster };
  const set = { ...of, 'machine.openshift.io/cluster-api-machineset': NAME };
  return {
    apiVersion: 'machine.openshift.io/v1beta1',
    kind: 'MachineSet',
    metadata: { name: NAME, namespace: 'openshift-machine-api', labels: of },
    spec: {
      replicas: 2,
      selector: { matchLabels: set },
      template: {
        metadata: {
          labels: {
            ...set,
            'machine.openshift.io/cluster-api-machine-role': 'worker',
            'machine.openshift.io/cluster-api-machine-type': 'worker',
            // By this label the operator knows that the machine is Windows.
            'machine.openshift.io/os-id': 'Windows',
          },
        },
        spec: {
          metadata: { labels: { 'node-role.kubernetes.io/worker': '' } },
          providerSpec: { value: provider },
        },
      },
    },
  };
}

type ProviderSpec = (settings: Settings, base: ImageBase) => Readonly<Record<string, unknown>>;

const value = (settings: Settings, key: string): string => setting(settings, key) ?? fillIn(key);

const vsphere: ProviderSpec = (settings, base) => ({
  apiVersion: 'machine.openshift.io/v1beta1',
  kind: 'VSphereMachineProviderSpec',
  credentialsSecret: { name: 'vsphere-cloud-credentials' },
  userDataSecret: { name: 'windows-user-data' },
  numCPUs: 4,
  numCoresPerSocket: 1,
  memoryMiB: 16_384,
  diskGiB: 128,
  snapshot: '',
  // A golden image of Windows Server with the tools of the platform and, for 2022, KB5012637.
  template: setting(settings, 'windowsTemplate') ?? fillIn(`windows-server-${base.slice('ltsc'.length)}-template`),
  network: { devices: [{ networkName: value(settings, 'vsphereNetwork') }] },
  workspace: {
    server: value(settings, 'vsphereServer'),
    datacenter: value(settings, 'vsphereDatacenter'),
    datastore: value(settings, 'vsphereDatastore'),
    folder: value(settings, 'vsphereFolder'),
    resourcePool: value(settings, 'vsphereResourcePool'),
  },
});

const azure: ProviderSpec = (settings, base) => ({
  apiVersion: 'machine.openshift.io/v1beta1',
  kind: 'AzureMachineProviderSpec',
  credentialsSecret: { name: 'azure-cloud-credentials', namespace: 'openshift-machine-api' },
  userDataSecret: { name: 'windows-user-data', namespace: 'openshift-machine-api' },
  location: value(settings, 'azureLocation'),
  vmSize: setting(settings, 'windowsVmSize') ?? 'Standard_D4s_v5',
  image: {
    publisher: 'MicrosoftWindowsServer',
    offer: 'WindowsServer',
    sku: `${base.slice('ltsc'.length)}-Datacenter-smalldisk`.toLowerCase(),
    version: 'latest',
    resourceID: '',
  },
  osDisk: { osType: 'Windows', diskSizeGB: 128, managedDisk: { storageAccountType: 'Premium_LRS' }, diskSettings: {} },
  publicIP: false,
  resourceGroup: value(settings, 'azureResourceGroup'),
  networkResourceGroup: value(settings, 'azureNetworkResourceGroup'),
  vnet: value(settings, 'azureVnet'),
  subnet: value(settings, 'azureSubnet'),
  managedIdentity: value(settings, 'azureManagedIdentity'),
});

const PROVIDERS: Readonly<Partial<Record<string, ProviderSpec>>> = { vsphere, azure };
