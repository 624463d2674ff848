/** Labels as tags, without those that machinery writes for itself. */

import { byText, countAt, listAt, textAt, textMapAt } from '../json.ts';
import type { Json } from '../json.ts';
import { nameOf, namespaceOf } from './scene.ts';
import type { Scene } from './scene.ts';

const MACHINERY =
  /^(?:pod-template-hash|controller-revision-hash|pod-template-generation|rollouts-pod-template-hash|statefulset\.kubernetes\.io\/.*|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/.*|controller-uid|job-name|olm\..*|kubevirt\.io\/(?:created-by|nodeName|migration.*|domain|size|vm|schedulable|vmi?Name))$/;
/** Labels of a namespace that say how the platform treats it, not what it is for. */
const OF_THE_PLATFORM =
  /^(?:kubernetes\.io\/metadata\.name|pod-security\.kubernetes\.io\/.*|security\.openshift\.io\/.*|openshift\.io\/.*|.*\.openshift\.io\/.*|olm\..*|istio.*|topolvm\..*)$/;

/**
 * The object's own labels, and those of its namespace that it does not set itself: what a team writes on its namespace
 * (owner, cost centre, stage) is meant for everything in it.
 */
export function tagsOf(scene: Scene, object: Json, labels = textMapAt(object, 'metadata', 'labels')): Tags {
  const tags = new Map<string, string>();
  const namespace = scene.objects.get('namespaces', undefined, namespaceOf(object));
  for (const [key, value] of textMapAt(namespace, 'metadata', 'labels'))
    if (!OF_THE_PLATFORM.test(key)) tags.set(key, value);
  for (const [key, value] of labels) if (!MACHINERY.test(key)) tags.set(key, value);
  return Object.fromEntries([...tags].sort(([a], [b]) => byText(a, b)));
}

export type Tags = Readonly<Record<string, string>>;

/** Name of the whole that an object says it is a part of. */
export function applicationOf(labels: ReadonlyMap<string, string>): string | undefined {
  const name = labels.get('app.kubernetes.io/part-of');
  return name === '' ? undefined : name;
}

/** "service/web" → "80/tcp, 443/tcp", for the services whose selector matches these labels. */
export function serviceTags(scene: Scene, namespace: string | undefined, labels: ReadonlyMap<string, string>): Tags {
  const tags: Record<string, string> = {};
  for (const service of scene.objects.inNamespace('services', namespace)) {
    const selector = [...textMapAt(service, 'spec', 'selector')];
    if (selector.length === 0 || !selector.every(([key, value]) => labels.get(key) === value)) continue;
    tags[`service/${nameOf(service)}`] = portsOf(service);
  }
  return tags;
}

function portsOf(service: Json): string {
  return listAt(service, 'spec', 'ports')
    .flatMap((port) => {
      const number = countAt(port, 'port');
      return number === undefined ? [] : [`${number}/${(textAt(port, 'protocol') ?? 'TCP').toLowerCase()}`];
    })
    .join(', ');
}
