/**
 * One resource after the other becomes inventory, live and from files alike. What machines refer to is taken first;
 * clusters come last, since their hosts are told from the machines that were seen.
 */

import type { InventoryItem } from '../provider.ts';
import { arcMachine, isLocalHost, isSilent, localDiskOf, localNicOf } from './arc-machine.ts';
import { aksCluster, aroCluster, connectedCluster, localCluster } from './clusters.ts';
import { addressOf, diskOf, nicOf } from './devices.ts';
import type { Observing } from './ids.ts';
import { textAt } from './json.ts';
import { Lookup } from './lookup.ts';
import { nodeOf, scaleSetMachine, virtualMachine } from './machines.ts';
import { logicalNetwork, storageContainer, subnetsOf } from './places.ts';
import { lastName, parentOf } from './resource.ts';
import type { Resource } from './resource.ts';
import type { Sizes } from './sizes.ts';

type Describe = (resource: Resource, lookup: Lookup, observing: Observing) => InventoryItem[];

const DESCRIBES: Readonly<Record<string, Describe>> = {
  'microsoft.network/publicipaddresses': ({ key, properties }, lookup) => {
    const address = addressOf(textAt(properties, 'ipAddress'));
    if (address !== undefined) lookup.addresses.set(key, address);
    return [];
  },
  'microsoft.network/networkinterfaces': (resource, lookup) => {
    lookup.nics.set(resource.key, nicOf(resource, lookup));
    return [];
  },
  'microsoft.compute/virtualmachinescalesets/virtualmachines/networkinterfaces': (resource, lookup) => {
    lookup.nics.set(resource.key, nicOf(resource, lookup));
    return [];
  },
  'microsoft.network/virtualnetworks': (resource, _lookup, observing) => subnetsOf(resource, observing),
  'microsoft.compute/disks': (resource, lookup) => {
    lookup.disks.set(resource.key, diskOf(resource));
    return [];
  },
  'microsoft.compute/virtualmachinescalesets': (resource, lookup) => {
    lookup.scaleSets.set(resource.key, resource);
    return [];
  },
  'microsoft.sqlvirtualmachine/sqlvirtualmachines': ({ properties }, lookup) => {
    const machine = textAt(properties, 'virtualMachineResourceId')?.toLowerCase();
    if (machine !== undefined) lookup.sqlMachines.add(machine);
    return [];
  },
  'microsoft.containerservice/managedclusters': (resource, lookup) =>
    noteCluster(resource, textAt(resource.properties, 'nodeResourceGroup'), lookup),
  'microsoft.redhatopenshift/openshiftclusters': (resource, lookup) =>
    noteCluster(resource, textAt(resource.properties, 'clusterProfile', 'resourceGroupId'), lookup),
  'microsoft.kubernetes/connectedclusters': (resource, _lookup, observing) => [connectedCluster(resource, observing)],
  'microsoft.azurestackhci/clusters': (resource, _lookup, observing) => localCluster(resource, observing),
  'microsoft.azurestackhci/logicalnetworks': (resource, _lookup, observing) => [logicalNetwork(resource, observing)],
  'microsoft.azurestackhci/networkinterfaces': (resource, lookup) => {
    lookup.nics.set(resource.key, localNicOf(resource));
    return [];
  },
  'microsoft.azurestackhci/storagecontainers': (resource, _lookup, observing) => [
    storageContainer(resource, observing),
  ],
  'microsoft.azurestackhci/virtualharddisks': (resource, lookup) => {
    lookup.disks.set(resource.key, localDiskOf(resource));
    return [];
  },
  'microsoft.azurestackhci/virtualmachineinstances': (resource, lookup) => {
    // Some answers leave out the word before the machine's own namespace.
    const machineKey = parentOf(resource.key).replace(/(?<!\/providers)\/microsoft\.hybridcompute\//, '/providers$&');
    lookup.localMachines.set(machineKey, resource);
    return [];
  },
  'microsoft.compute/virtualmachines': (resource, lookup, observing) =>
    machine(resource, lookup, () => virtualMachine(resource, lookup, observing)),
  'microsoft.compute/virtualmachinescalesets/virtualmachines': (resource, lookup, observing) =>
    machine(resource, lookup, () => scaleSetMachine(resource, lookup, observing)),
  'microsoft.hybridcompute/machines': (resource, lookup, observing) =>
    isLocalHost(resource) ? [] : [{ type: 'workload', observation: arcMachine(resource, lookup, observing) }],
};

export class Describer {
  readonly lookup: Lookup;
  /** Machines that are listed as hosts of their cluster. */
  nodeCount = 0;
  /** Arc machines whose agent does not report. */
  silentCount = 0;
  readonly #observing: Observing;
  readonly #clusters: Resource[] = [];
  readonly #arcMachines = new Set<string>();

  constructor(observing: Observing, sizes?: Sizes) {
    this.#observing = observing;
    this.lookup = new Lookup(sizes);
  }

  knows(type: string): boolean {
    return Object.hasOwn(DESCRIBES, type);
  }

  /** What one resource gives at once. Resources must come in the order of READ_TYPES. */
  describe(resource: Resource): InventoryItem[] {
    const items = DESCRIBES[resource.type]?.(resource, this.lookup, this.#observing) ?? [];
    if (CLUSTERS[resource.type] !== undefined) this.#clusters.push(resource);
    if (MACHINES.has(resource.type) && this.lookup.nodeGroupOf(resource) !== undefined) this.nodeCount += 1;
    if (resource.type === 'microsoft.hybridcompute/machines') {
      this.#arcMachines.add(resource.key);
      if (isSilent(resource)) this.silentCount += 1;
    }
    return items;
  }

  /** Clusters with their hosts. Call once, when everything was seen. */
  *finish(): Generator<InventoryItem> {
    for (const [key, local] of this.lookup.localMachines) {
      if (this.#arcMachines.has(key)) continue;
      // Its Arc machine is in no answer: what the host knows is told all the same.
      const alone = { ...local, key, name: lastName(key), properties: {}, row: {} };
      yield { type: 'workload', observation: arcMachine(alone, this.lookup, this.#observing) };
    }
    for (const resource of this.#clusters)
      yield* CLUSTERS[resource.type]?.(resource, this.lookup, this.#observing) ?? [];
  }
}

const MACHINES: ReadonlySet<string> = new Set([
  'microsoft.compute/virtualmachines',
  'microsoft.compute/virtualmachinescalesets/virtualmachines',
]);

const CLUSTERS: Readonly<Record<string, Describe>> = {
  'microsoft.containerservice/managedclusters': aksCluster,
  'microsoft.redhatopenshift/openshiftclusters': aroCluster,
};

/** Remembers in which resource group a cluster keeps its machines. */
function noteCluster(resource: Resource, resourceGroup: string | undefined, lookup: Lookup): InventoryItem[] {
  const { subscriptionId, key, name } = resource;
  if (subscriptionId !== undefined && resourceGroup !== undefined)
    lookup.addNodeGroup(subscriptionId, resourceGroup, { cluster: key, name });
  return [];
}

/** A node is the cluster's to rebuild, no machine to move: it becomes a host of the cluster. */
function machine(
  resource: Resource,
  lookup: Lookup,
  observation: () => Extract<InventoryItem, { type: 'workload' }>['observation'],
): InventoryItem[] {
  const group = lookup.nodeGroupOf(resource);
  if (group === undefined) return [{ type: 'workload', observation: observation() }];
  lookup.addNode(group.cluster, nodeOf(resource, lookup));
  return [];
}
