/** Brings a state up to date by what changed since; a listing whose past the server forgot is read again whole. */

import type { ReadRequest } from '../connection.ts';
import { isAbsent, isForbidden } from './wire/answers.ts';
import type { KubeClient } from './wire/client.ts';
import { addressOf } from './wire/discover.ts';
import { listAll } from './wire/list.ts';
import { changesSince } from './wire/watch.ts';
import type { Pace } from './wire/watch.ts';
import { inParallel } from './parallel.ts';
import type { State } from './read-all.ts';

const WATCHES_AT_A_TIME = 40;

/** Answers whether anything that is read has changed. State moves forward by whole listings only. */
export async function readChanges(
  client: KubeClient,
  state: State,
  request: Pick<ReadRequest, 'signal' | 'onProgress'>,
  pace: Pace,
): Promise<boolean> {
  let changed = false;
  let done = 0;
  await inParallel([...state.versions.values()], WATCHES_AT_A_TIME, async (entry) => {
    const { served, namespace } = entry.target;
    const { resource } = served;
    const address = addressOf(served, namespace);
    const { signal } = request;
    try {
      const heard = await changesSince(client, {
        resource,
        address,
        since: entry.resourceVersion,
        pace,
        ...(signal !== undefined && { signal }),
      });
      state.objects.recover(resource, namespace, true);
      if (heard.gone) {
        const { objects, resourceVersion } = await listAll(client, resource, address, signal);
        changed = state.objects.replace(resource, objects, namespace) || changed;
        entry.resourceVersion = resourceVersion ?? entry.resourceVersion;
      } else {
        for (const { type, object } of heard.changes) {
          const moved = type === 'put' ? state.objects.put(resource, object) : state.objects.remove(resource, object);
          changed = moved || changed;
        }
        entry.resourceVersion = heard.resourceVersion;
      }
    } catch (error) {
      if (!isForbidden(error) && !isAbsent(error)) throw error;
      // What was known stays, as the last good state; that it is no longer seen is said by the coverage.
      if (isAbsent(error)) state.objects.cover(resource, 'absent');
      else state.objects.recover(resource, namespace, false);
      changed = (isAbsent(error) && state.objects.replace(resource, [], namespace)) || changed;
    }
    done += 1;
    request.onProgress?.(done / state.versions.size, `changes of ${resource.name}`);
  });
  return changed;
}
