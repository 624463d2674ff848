/** What every mapping is given: the objects, where they are from, and where to say what could not be understood. */

import { entityId } from '../../../core/model/ids.ts';
import type { EntityPrefix } from '../../../core/model/ids.ts';
import type { ObservedBy } from '../../../core/model/estate.ts';
import type { Issues } from '../issues.ts';
import { textAt } from '../json.ts';
import type { Json } from '../json.ts';
import type { Objects } from '../objects.ts';
import { parseQuantity } from './quantity.ts';

export interface SceneOptions {
  readonly sourceId: string;
  readonly observedAt: string;
  readonly platform: 'openshift' | 'kubernetes';
  readonly clusterName: string;
  /** UID of the cluster; absent when nothing read says it. */
  readonly scope?: string;
  /** "v1.31.4" of the API server. */
  readonly serverVersion?: string;
  /** API groups the cluster serves; absent when they are not known, as in saved files. */
  readonly groups?: ReadonlySet<string>;
  /** Workloads of the platform's own namespaces are given too. */
  readonly systemNamespaces: boolean;
}

export interface Scene extends SceneOptions {
  readonly objects: Objects;
  readonly issues: Issues;
}

export const POD_NETWORK = 'Pod network';

export function idIn(scene: Scene, prefix: EntityPrefix, name: string): string {
  return entityId(prefix, scene.scope ?? scene.sourceId, name);
}

export function observedBy(scene: Scene, object: Json, kind: string): ObservedBy {
  return { sourceId: scene.sourceId, nativeId: nativeIdOf(object, kind), observedAt: scene.observedAt };
}

const UID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The UID; where a saved file has none or blanked it, kind, namespace and name. */
export function nativeIdOf(object: Json, kind: string): string {
  const uid = textAt(object, 'metadata', 'uid');
  return uid !== undefined && UID.test(uid) ? uid.toLowerCase() : namedId(namespaceOf(object), kind, nameOf(object));
}

export const namedId = (namespace: string | undefined, kind: string, name: string): string =>
  [namespace, kind, name]
    .filter((part) => part !== undefined)
    .join('/')
    .toLowerCase();

export const nameOf = (object: Json): string => textAt(object, 'metadata', 'name') ?? '';
export const namespaceOf = (object: Json): string | undefined => textAt(object, 'metadata', 'namespace');

export const placeOf = (object: Json, kind: string): string =>
  [kind, [namespaceOf(object), nameOf(object)].filter((part) => part !== undefined).join('/')].join(' ');

/** An amount as stated, or undefined with a word on it when it is there and none. */
export function quantityIn(scene: Scene, value: unknown, where: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  const amount = parseQuantity(value);
  if (amount === undefined) {
    scene.issues.add({
      severity: 'warning',
      code: 'QUANTITY_NOT_UNDERSTOOD',
      where,
      message: `${JSON.stringify(value)?.slice(0, 60) ?? 'the value'} is no quantity; it counts as unknown`,
      fix: 'Correct the object in the cluster.',
      skipped: false,
    });
  }
  return amount;
}

/** Creation time as the API writes it, without milliseconds; undefined when it is no time. */
export function createdAt(object: Json): string | undefined {
  return timeOf(textAt(object, 'metadata', 'creationTimestamp'));
}

export function timeOf(text: string | undefined): string | undefined {
  const ms = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString().replace('.000Z', 'Z');
}

const SYSTEM =
  /^(?:kube-.*|openshift|openshift-.*|gatekeeper-system|calico-system|tigera-operator|cattle-.*|fleet-.*)$/;

/** Namespaces that belong to the platform itself: nothing in them is ever moved. */
export const isSystem = (namespace: string | undefined): boolean => namespace !== undefined && SYSTEM.test(namespace);

/** Mappings look at everything with care; this is for what nobody thought of. */
export function attempt(scene: Scene, object: Json, kind: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    scene.issues.add({
      severity: 'error',
      code: 'OBJECT_NOT_UNDERSTOOD',
      where: placeOf(object, kind),
      message: `the object was left out: ${error instanceof Error ? error.name : 'it could not be read'}`,
      fix: 'Report it with the object, after taking out what is secret.',
      skipped: true,
    });
  }
}
