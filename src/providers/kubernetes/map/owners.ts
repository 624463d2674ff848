/** Which pods belong together: the controller at the top of each, found by name where objects are not to be seen. */

import { listAt, textAt, textMapAt } from '../json.ts';
import type { Json } from '../json.ts';
import { namedId, nameOf, namespaceOf, nativeIdOf } from './scene.ts';
import type { Scene } from './scene.ts';

export interface Owner {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly nativeId: string;
  /** The object itself, when it could be read. */
  readonly object?: Json;
}

const RESOURCE_OF: Readonly<Record<string, string>> = {
  Deployment: 'deployments.apps',
  StatefulSet: 'statefulsets.apps',
  DaemonSet: 'daemonsets.apps',
  Job: 'jobs.batch',
  CronJob: 'cronjobs.batch',
  DeploymentConfig: 'deploymentconfigs.apps.openshift.io',
};

export function controllerOf(object: Json): Json | undefined {
  const owners = listAt(object, 'metadata', 'ownerReferences');
  return owners.find((owner) => owner['controller'] === true) ?? owners[0];
}

/** Undefined for a pod that nobody controls. */
export function ownerOfPod(scene: Scene, pod: Json): Owner | undefined {
  const reference = controllerOf(pod);
  const kind = textAt(reference, 'kind');
  const name = textAt(reference, 'name');
  if (reference === undefined || kind === undefined || name === undefined) return undefined;
  const namespace = namespaceOf(pod);
  const labels = textMapAt(pod, 'metadata', 'labels');
  if (kind === 'ReplicaSet') {
    // A replica set is named after its deployment and the hash that its pods carry.
    const deployment = withoutEnd(name, labels.get('pod-template-hash'));
    if (deployment !== undefined) return known(scene, 'Deployment', namespace, deployment);
    const rollout = withoutEnd(name, labels.get('rollouts-pod-template-hash'));
    if (rollout !== undefined) return known(scene, 'Rollout', namespace, rollout);
  }
  if (kind === 'ReplicationController') {
    const config = labels.get('deploymentconfig');
    if (config !== undefined) return known(scene, 'DeploymentConfig', namespace, config);
  }
  if (kind === 'Job') {
    const job = scene.objects.get('jobs.batch', namespace, name);
    const cron = job === undefined ? undefined : controllerOf(job);
    if (cron?.['kind'] === 'CronJob') return known(scene, 'CronJob', namespace, textAt(cron, 'name') ?? name, cron);
  }
  return known(scene, kind, namespace, name, reference);
}

function withoutEnd(name: string, hash: string | undefined): string | undefined {
  return hash !== undefined && name.endsWith(`-${hash}`) ? name.slice(0, -hash.length - 1) : undefined;
}

function known(scene: Scene, kind: string, namespace: string | undefined, name: string, reference?: Json): Owner {
  const resource = Object.hasOwn(RESOURCE_OF, kind) ? RESOURCE_OF[kind] : undefined;
  const object = resource === undefined ? undefined : scene.objects.get(resource, namespace, name);
  if (object !== undefined) return ownerFrom(object, kind);
  const uid = textAt(reference, 'uid')?.toLowerCase();
  return { kind, name, namespace, nativeId: uid ?? namedId(namespace, kind, name) };
}

export const ownerFrom = (object: Json, kind: string): Owner => ({
  kind,
  name: nameOf(object),
  namespace: namespaceOf(object),
  nativeId: nativeIdOf(object, kind),
  object,
});
