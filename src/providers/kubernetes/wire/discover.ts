/** What the cluster serves: release, API groups, and the version in which each resource of ours is to be had. */

import { failure } from '../../../core/errors/registry.ts';
import { listAt, textAt } from '../json.ts';
import { RESOURCES } from '../resources.ts';
import type { Resource } from '../resources.ts';
import { ApiRefusal, told } from './answers.ts';
import type { KubeClient } from './client.ts';

export interface Served {
  readonly serverVersion?: string;
  readonly groups: ReadonlySet<string>;
  readonly resources: readonly ServedResource[];
  /** Resources of groups that are served in versions not known here only. */
  readonly notUnderstood: readonly { readonly resource: Resource; readonly versions: readonly string[] }[];
}

export interface ServedResource {
  readonly resource: Resource;
  /** "/api/v1", "/apis/apps/v1". */
  readonly root: string;
}

/** Throws what the way there throws, IST-2203 to IST-2205 for what answers. `attempts` for the first request. */
export async function discover(client: KubeClient, signal?: AbortSignal, attempts?: number): Promise<Served> {
  try {
    const listed = await client.get('/apis', signal, attempts);
    if (listed['kind'] !== 'APIGroupList') {
      throw failure('IST-2205', `${client.place} answers, but is no Kubernetes API server`);
    }
    const versions = new Map(
      listAt(listed, 'groups').map((group) => [
        textAt(group, 'name') ?? '',
        listAt(group, 'versions').flatMap((version) => textAt(version, 'version') ?? []),
      ]),
    );
    versions.set('', ['v1']);
    const serverVersion = await versionOf(client, signal);
    return { ...(serverVersion !== undefined && { serverVersion }), ...choose(versions) };
  } catch (error) {
    throw error instanceof ApiRefusal ? told(error, client.place) : error;
  }
}

/** Undefined where even the release may not be asked for. */
async function versionOf(client: KubeClient, signal: AbortSignal | undefined): Promise<string | undefined> {
  try {
    return textAt(await client.get('/version', signal), 'gitVersion');
  } catch (error) {
    if (error instanceof ApiRefusal) return undefined;
    throw error;
  }
}

function choose(versions: ReadonlyMap<string, readonly string[]>): Omit<Served, 'serverVersion'> {
  const resources: ServedResource[] = [];
  const notUnderstood: { resource: Resource; versions: readonly string[] }[] = [];
  for (const resource of RESOURCES) {
    const served = versions.get(resource.group);
    if (served === undefined) continue;
    const version = resource.versions.find((one) => served.includes(one));
    if (version === undefined) {
      // Where another resource of the group is understood, this one is just not there.
      const others = RESOURCES.some(
        ({ group, versions }) => group === resource.group && versions.some((one) => served.includes(one)),
      );
      if (!others) notUnderstood.push({ resource, versions: served });
    } else
      resources.push({
        resource,
        root: resource.group === '' ? `/api/${version}` : `/apis/${resource.group}/${version}`,
      });
  }
  return { groups: new Set(versions.keys()), resources, notUnderstood };
}

/** Address of a listing: of the whole cluster, or of one namespace. */
export function addressOf({ resource, root }: ServedResource, namespace?: string): string {
  const within = namespace === undefined ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `${root}${within}/${resource.plural}`;
}
