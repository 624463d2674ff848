/** A whole listing in pages, of one state of the server: when that state is forgotten meanwhile, from the start. */

import { failure } from '../../../core/errors/registry.ts';
import { listAt, textAt } from '../json.ts';
import type { Json } from '../json.ts';
import type { Resource } from '../resources.ts';
import { isGone } from './answers.ts';
import type { KubeClient } from './client.ts';

const PAGE = 500;
const MAX_OBJECTS = 2_000_000;
/** Each new start takes larger pages: what expired took too many of them. */
const STARTS = 4;

export interface Listing {
  readonly objects: readonly Json[];
  /** Where a watch goes on from; absent where the API has none. */
  readonly resourceVersion?: string;
}

/** Throws ApiRefusal for 403 and 404, IST-2207 when the server keeps forgetting, IST-2206 beyond all bounds. */
export async function listAll(
  client: KubeClient,
  resource: Resource,
  address: string,
  signal?: AbortSignal,
): Promise<Listing> {
  for (let start = 0; start < STARTS; start += 1) {
    const limit = (resource.pageSize ?? PAGE) * 4 ** start;
    try {
      return await listOnce(client, resource, address, limit, signal);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
  throw failure('IST-2207', `${client.place} forgot the list of ${resource.name} while it was read, ${STARTS} times`);
}

async function listOnce(
  client: KubeClient,
  resource: Resource,
  address: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Listing> {
  const objects: Json[] = [];
  let next: string | undefined;
  let resourceVersion: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(limit) });
    if (resource.labelSelector !== undefined) query.set('labelSelector', resource.labelSelector);
    if (next !== undefined) query.set('continue', next);
    const attempts = resource.dispensable === true ? 1 : undefined;
    const page = await client.get(`${address}?${query.toString()}`, signal, attempts);
    if (!Array.isArray(page['items'])) throw failure('IST-2205', `${client.place} answers ${address} with no list`);
    for (const object of listAt(page, 'items')) objects.push(resource.pick(object));
    if (objects.length > MAX_OBJECTS) throw failure('IST-2206', `more than ${MAX_OBJECTS} ${resource.name}`);
    resourceVersion ??= textAt(page, 'metadata', 'resourceVersion');
    const token = textAt(page, 'metadata', 'continue');
    if (token !== undefined && token === next)
      throw failure('IST-2205', `${client.place} gives the same page of ${resource.name} again`);
    next = token;
  } while (next !== undefined);
  return { objects, ...(resourceVersion !== undefined && { resourceVersion }) };
}
