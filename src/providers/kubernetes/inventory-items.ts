/** All items that the known objects make, each under a key that stays the same from one read to the next. */

import type { InventoryItem } from '../provider.ts';
import type { Json } from './json.ts';
import { clusterOf } from './map/cluster.ts';
import { containersOf } from './map/containers.ts';
import { hostOf } from './map/hosts.ts';
import { machineObservation, machinesOf } from './map/machines.ts';
import { datastoreOf, networkOf, podNetwork } from './map/places.ts';
import { attempt } from './map/scene.ts';
import type { Scene } from './map/scene.ts';

/** In a fixed order. An object that cannot be understood is told and left out; the rest is not touched by it. */
export function inventoryItems(scene: Scene): Map<string, InventoryItem> {
  const items = new Map<string, InventoryItem>();
  const add = (item: InventoryItem): void => void items.set(keyOfItem(item), item);
  add({ type: 'cluster', cluster: clusterOf(scene) });
  each(scene, 'nodes', 'Node', (node) => add({ type: 'host', host: hostOf(scene, node) }));
  add({ type: 'network', network: podNetwork(scene) });
  each(scene, 'network-attachment-definitions.k8s.cni.cncf.io', 'NetworkAttachmentDefinition', (one) =>
    add({ type: 'network', network: networkOf(scene, one) }),
  );
  each(scene, 'storageclasses.storage.k8s.io', 'StorageClass', (one) =>
    add({ type: 'datastore', datastore: datastoreOf(scene, one) }),
  );
  for (const machine of machinesOf(scene)) {
    attempt(scene, machine.machine ?? machine.instance ?? {}, 'VirtualMachine', () =>
      add({ type: 'workload', observation: machineObservation(scene, machine) }),
    );
  }
  const { observations, leftOut } = containersOf(scene);
  for (const observation of observations) add({ type: 'workload', observation });
  tellLeftOut(scene, leftOut);
  return items;
}

export function keyOfItem(item: InventoryItem): string {
  switch (item.type) {
    case 'workload':
      return `workload ${item.observation.nativeId}`;
    case 'host':
      return `host ${item.host.id}`;
    case 'cluster':
      return `cluster ${item.cluster.id}`;
    case 'network':
      return `network ${item.network.id}`;
    case 'datastore':
      return `datastore ${item.datastore.id}`;
    case 'dependency':
      return `dependency ${item.dependency.fromWorkloadId} ${item.dependency.toWorkloadId}`;
  }
}

function each(scene: Scene, resource: string, kind: string, work: (object: Json) => void): void {
  for (const object of scene.objects.all(resource)) attempt(scene, object, kind, () => work(object));
}

function tellLeftOut(scene: Scene, leftOut: { readonly finished: number; readonly system: number }): void {
  if (leftOut.system > 0) {
    scene.issues.add({
      severity: 'info',
      code: 'SYSTEM_NAMESPACES_LEFT_OUT',
      where: 'system namespaces',
      message: 'the workloads of the platform itself (kube-*, openshift-* …) are not part of the estate',
      fix: 'Set systemNamespaces to have them listed too.',
      skipped: false,
    });
  }
  if (leftOut.finished > 0) {
    scene.issues.add({
      severity: 'info',
      code: 'FINISHED_JOBS_LEFT_OUT',
      where: 'finished jobs',
      message: 'jobs and pods that have ended are not part of the estate',
      fix: 'Nothing needs to be done.',
      skipped: false,
    });
  }
}
