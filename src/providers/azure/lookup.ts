/** What machines refer to: adapters, disks, addresses, models. Kept small, since a large tenant has many of each. */

import type { Disk, Nic } from '../../core/model/workload.ts';
import type { Resource } from './resource.ts';
import { Sizes } from './sizes.ts';

/** A Kubernetes cluster whose nodes are machines of this subscription. */
export interface NodeGroup {
  /** Of the cluster. */
  readonly cluster: string;
  readonly name: string;
}

/** One machine that is a node of a cluster, told by the resource group the cluster keeps its machines in. */
export interface NodeMachine {
  readonly key: string;
  readonly name: string;
  readonly pool?: string;
  readonly zone?: string;
}

export class Lookup {
  readonly addresses = new Map<string, string>();
  readonly nics = new Map<string, Nic>();
  readonly disks = new Map<string, Disk>();
  readonly scaleSets = new Map<string, Resource>();
  /** Keys of machines that run SQL Server. */
  readonly sqlMachines = new Set<string>();
  /** Machines of Azure Local by the key of their Arc machine. */
  readonly localMachines = new Map<string, Resource>();
  readonly sizes: Sizes;
  /** Power states that Resource Graph left out, by machine. */
  readonly instanceViews = new Map<string, unknown>();
  readonly nodes = new Map<string, NodeMachine[]>();
  readonly #nodeGroups = new Map<string, NodeGroup>();

  constructor(sizes: Sizes = new Sizes()) {
    this.sizes = sizes;
  }

  /** `resourceGroup`: name or id. */
  addNodeGroup(subscriptionId: string, resourceGroup: string, group: NodeGroup): void {
    const name = resourceGroup.slice(resourceGroup.lastIndexOf('/') + 1).toLowerCase();
    this.#nodeGroups.set(`${subscriptionId}/${name}`, group);
  }

  nodeGroupOf({ subscriptionId, resourceGroup }: Resource): NodeGroup | undefined {
    if (subscriptionId === undefined || resourceGroup === undefined) return undefined;
    return this.#nodeGroups.get(`${subscriptionId}/${resourceGroup}`);
  }

  addNode(cluster: string, node: NodeMachine): void {
    const known = this.nodes.get(cluster);
    if (known === undefined) this.nodes.set(cluster, [node]);
    else known.push(node);
  }
}
