/** How far each resource may be read by this account: everywhere, in some namespaces, or not at all. */

import { IsthmusError } from '../../core/errors/errors.ts';
import type { ConnectionIdentity, ReadEnd } from '../connection.ts';
import { isAbsent, isForbidden } from './wire/answers.ts';
import type { KubeClient } from './wire/client.ts';
import { addressOf } from './wire/discover.ts';
import type { Served, ServedResource } from './wire/discover.ts';
import { listAll } from './wire/list.ts';
import type { Json } from './json.ts';
import { inParallel } from './parallel.ts';
import { RESOURCES } from './resources.ts';
import type { Resource } from './resources.ts';
import type { Objects } from './objects.ts';

/** One listing that is read and then watched: a resource, of the cluster or of one namespace. */
export interface Target {
  readonly served: ServedResource;
  readonly namespace?: string;
}

export const targetKey = ({ served, namespace }: Target): string =>
  namespace === undefined ? served.resource.name : `${served.resource.name}/${namespace}`;

export type Outcome = 'read' | 'forbidden' | 'absent';

/** With `dispensable` an outage of that part of the API is no reason to stop either. */
export async function attempt<T>(
  work: () => Promise<T>,
  dispensable = false,
): Promise<{ readonly outcome: Outcome; readonly value?: T }> {
  try {
    return { outcome: 'read', value: await work() };
  } catch (error) {
    if (isForbidden(error)) return { outcome: 'forbidden' };
    if (isAbsent(error)) return { outcome: 'absent' };
    if (dispensable && error instanceof IsthmusError && error.code === 'IST-2207') return { outcome: 'forbidden' };
    throw error;
  }
}

export interface Reach {
  /** Namespaces to go through where the whole cluster may not be listed. */
  readonly namespaces: readonly string[];
  /** Names of resources that may be listed at least somewhere. */
  readonly readable: ReadonlySet<string>;
  readonly lacking: NonNullable<ConnectionIdentity['lacking']>;
}

const PROBES_AT_A_TIME = 8;

/**
 * Asks for one object of each resource. Namespaces are those that were named; else all that the account may list; else
 * its own.
 */
export async function reachOf(
  client: KubeClient,
  served: Served,
  named: readonly string[],
  own: string | undefined,
  signal?: AbortSignal,
): Promise<Reach> {
  const namespaces = named.length > 0 ? named : await visibleNamespaces(client, served, own, signal);
  const outcomes = await inParallel(served.resources, PROBES_AT_A_TIME, async (one) => {
    const places = one.resource.namespaced && named.length > 0 ? named : [undefined];
    const first = await probe(client, one, places[0], signal);
    if (first !== 'forbidden' || !one.resource.namespaced) return { one, outcome: first };
    for (const namespace of places[0] === undefined ? namespaces : places.slice(1)) {
      const outcome = await probe(client, one, namespace, signal);
      if (outcome !== 'forbidden') return { one, outcome };
    }
    return { one, outcome: first };
  });
  const readable = new Set(outcomes.filter(({ outcome }) => outcome === 'read').map(({ one }) => one.resource.name));
  const lacking = outcomes
    .filter(({ outcome }) => outcome === 'forbidden')
    .map(({ one }) => ({ right: rightOn(one.resource), cost: one.resource.cost }));
  return { namespaces, readable, lacking };
}

export const rightOn = (resource: Resource): string => `list ${resource.name}`;

async function probe(
  client: KubeClient,
  one: ServedResource,
  namespace: string | undefined,
  signal?: AbortSignal,
): Promise<Outcome> {
  const dispensable = one.resource.dispensable === true;
  const attempts = dispensable ? 1 : undefined;
  const { outcome } = await attempt(
    () => client.get(`${addressOf(one, namespace)}?limit=1`, signal, attempts),
    dispensable,
  );
  return outcome;
}

/** OpenShift lists the projects that an account may see even where it may list no namespaces. */
async function visibleNamespaces(
  client: KubeClient,
  served: Served,
  own: string | undefined,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const namespaces = RESOURCES.find(({ name }) => name === 'namespaces');
  if (namespaces === undefined) return [];
  const names = (objects: readonly Json[]): string[] =>
    objects.flatMap((object) => (object['metadata'] as Json | undefined)?.['name']?.toString() ?? []).sort();
  const all = await attempt(() => listAll(client, namespaces, '/api/v1/namespaces', signal));
  if (all.value !== undefined) return names(all.value.objects);
  if (served.groups.has('project.openshift.io')) {
    const projects = await attempt(() => listAll(client, namespaces, '/apis/project.openshift.io/v1/projects', signal));
    if (projects.value !== undefined) return names(projects.value.objects);
  }
  return own === undefined ? [] : [own];
}

/** What the resources that could not be read cost, in the order they are read. */
export function missingOf(objects: Objects, served: Served): ReadEnd['missing'] {
  const missing: ReadEnd['missing'][number][] = [];
  for (const { resource } of served.resources) {
    const coverage = objects.coverage(resource.name);
    if (coverage === 'all' || coverage === 'absent') continue;
    const part = coverage === 'none' ? rightOn(resource) : `${rightOn(resource)} in all namespaces`;
    const partly = coverage === 'none' ? '' : `Read in ${coverage.namespaces.size} namespaces only. Elsewhere: `;
    missing.push({ part, cost: `${partly}${resource.cost}`, facts: resource.facts });
  }
  for (const { resource, versions } of served.notUnderstood) {
    missing.push({
      part: resource.name,
      cost: `It is served as ${versions.join(', ')}, which is not understood yet. ${resource.cost}`,
      facts: resource.facts,
    });
  }
  return missing;
}
