/** Lists everything the account may see into a fresh state, and notes from where changes go on. */

import type { ReadRequest } from '../connection.ts';
import { failure } from '../../core/errors/registry.ts';
import type { KubeClient } from './wire/client.ts';
import { addressOf } from './wire/discover.ts';
import type { Served, ServedResource } from './wire/discover.ts';
import { listAll } from './wire/list.ts';
import { attempt, targetKey } from './coverage.ts';
import type { Target } from './coverage.ts';
import { Objects } from './objects.ts';
import { inParallel } from './parallel.ts';
import { RESOURCES } from './resources.ts';

const LISTS_AT_A_TIME = 4;
/** Share of the work that is listing. */
export const LISTING = 0.8;

export interface State {
  readonly objects: Objects;
  /** Where each watched listing stands. */
  readonly versions: Map<string, { readonly target: Target; resourceVersion: string }>;
}

export interface ReadAllOptions {
  readonly client: KubeClient;
  readonly served: Served;
  /** Only these, when any are named. */
  readonly named: readonly string[];
  /** To go through where the whole cluster may not be listed. */
  readonly namespaces: readonly string[];
  readonly request: Pick<ReadRequest, 'signal' | 'onProgress'>;
}

/** Throws IST-2204 when nothing at all may be read, and what the way there throws. */
export async function readAll(options: ReadAllOptions): Promise<State> {
  const { served, request } = options;
  const state: State = { objects: new Objects(), versions: new Map() };
  let done = 0;
  let read = 0;
  const reserved = new Set(served.resources.map(({ resource }) => resource.name));
  await inParallel(served.resources, LISTS_AT_A_TIME, async (one) => {
    request.signal?.throwIfAborted();
    if (await readResource(options, one, state)) read += 1;
    done += 1;
    request.onProgress?.((done / served.resources.length) * LISTING, `listing ${one.resource.name}`);
  });
  markAbsent(options, state, reserved);
  if (read === 0) {
    throw failure('IST-2204', `${options.client.place}: the account may list none of the resources that are read`);
  }
  return state;
}

async function readResource(options: ReadAllOptions, one: ServedResource, state: State): Promise<boolean> {
  const { resource } = one;
  const limited = resource.namespaced && options.named.length > 0;
  if (!limited) {
    const outcome = await readTarget(options, { served: one }, state);
    if (outcome === 'read') state.objects.cover(resource, 'all');
    if (outcome === 'absent') state.objects.cover(resource, 'absent');
    if (outcome !== 'forbidden' || !resource.namespaced) return outcome === 'read';
  }
  const covered = new Set<string>();
  for (const namespace of limited ? options.named : options.namespaces) {
    const outcome = await readTarget(options, { served: one, namespace }, state);
    if (outcome === 'absent') {
      state.objects.cover(resource, 'absent');
      return false;
    }
    if (outcome === 'read') covered.add(namespace);
  }
  // Namespaces that were chosen are all there is to this source.
  if (limited && covered.size === options.named.length) state.objects.cover(resource, 'all');
  else state.objects.cover(resource, covered.size === 0 ? 'none' : { namespaces: covered });
  return covered.size > 0;
}

async function readTarget(
  options: ReadAllOptions,
  target: Target,
  state: State,
): Promise<'read' | 'forbidden' | 'absent'> {
  const { resource } = target.served;
  const address = addressOf(target.served, target.namespace);
  const { outcome, value } = await attempt(
    () => listAll(options.client, resource, address, options.request.signal),
    resource.dispensable,
  );
  if (value === undefined) return outcome;
  for (const object of value.objects) state.objects.put(resource, object);
  if (resource.watched !== false && value.resourceVersion !== undefined) {
    state.versions.set(targetKey(target), { target, resourceVersion: value.resourceVersion });
  }
  return outcome;
}

/** Resources whose group the cluster does not serve: there are none of them. */
function markAbsent({ served }: ReadAllOptions, { objects }: State, reserved: ReadonlySet<string>): void {
  const unclear = new Set(served.notUnderstood.map(({ resource }) => resource.name));
  for (const resource of RESOURCES) {
    if (!reserved.has(resource.name) && !unclear.has(resource.name)) objects.cover(resource, 'absent');
  }
}
