/** A scene of given objects, as if they had been read whole. */

import { Issues } from '../issues.ts';
import { Objects } from '../objects.ts';
import { resourceOfKind, RESOURCES } from '../resources.ts';
import type { ImportIssue } from '../../provider.ts';
import type { Scene, SceneOptions } from './scene.ts';

interface Given {
  readonly apiVersion: string;
  readonly kind: string;
}

/** `unread` names resources that the account may not see. */
export function sceneOf(
  objects: readonly Given[],
  options: Partial<SceneOptions> & { readonly unread?: readonly string[] } = {},
): Scene & { readonly told: ImportIssue[] } {
  const told: ImportIssue[] = [];
  const { unread = [], ...rest } = options;
  const known = new Objects();
  for (const resource of RESOURCES) known.cover(resource, unread.includes(resource.name) ? 'none' : 'all');
  for (const object of objects) {
    const resource = resourceOfKind(object.apiVersion, object.kind);
    if (resource === undefined) throw new RangeError(`${object.apiVersion} ${object.kind} is not read`);
    if (!unread.includes(resource.name))
      known.put(resource, resource.pick(object as unknown as Record<string, unknown>));
  }
  return {
    sourceId: 'source-1',
    observedAt: '2026-11-22T00:00:00Z',
    platform: 'openshift',
    clusterName: 'ocp-fra',
    scope: 'cluster-1',
    systemNamespaces: false,
    ...rest,
    objects: known,
    issues: new Issues((issue) => told.push(issue)),
    told,
  };
}
