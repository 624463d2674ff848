/**
 * What changed since a state, until now. The server streams all changes and would go on; reading ends when the state of
 * the question is reached, when the server says that nothing more is there (a bookmark), or when it falls silent. What
 * is not heard this time is heard the next: only what was heard moves the state forward.
 */

import { failure } from '../../../core/errors/registry.ts';
import { isRecord, recordAt, textAt } from '../json.ts';
import type { Json } from '../json.ts';
import type { Resource } from '../resources.ts';
import { isGone } from './answers.ts';
import { parse } from './client.ts';
import type { KubeClient } from './client.ts';

export interface Change {
  readonly type: 'put' | 'removed';
  readonly object: Json;
}

export interface Changes {
  readonly changes: readonly Change[];
  readonly resourceVersion: string;
  /** The server no longer knows the state: the resource is to be listed again. */
  readonly gone: boolean;
}

const MAX_LINE_BYTES = 16 * 1024 ** 2;

export interface WatchRequest {
  readonly resource: Resource;
  readonly address: string;
  readonly since: string;
  readonly signal?: AbortSignal;
  readonly pace: Pace;
}

export interface Pace {
  /** After this the server ends the watch. Real ones send a bookmark two seconds before, from three seconds on. */
  readonly watchSeconds: number;
  /** How long without a word counts as the end, where no bookmark comes. */
  readonly silenceMs: number;
}

/** A cycle in which nothing happens takes three seconds of waiting, all resources at the same time. */
export const USUAL_PACE: Pace = { watchSeconds: 5, silenceMs: 4000 };

/** Throws ApiRefusal for 403 and 404. */
export async function changesSince(client: KubeClient, request: WatchRequest): Promise<Changes> {
  const { resource, address, since, signal, pace } = request;
  const now = await stateNow(client, request);
  if (now === since) return { changes: [], resourceVersion: since, gone: false };
  const query = new URLSearchParams({
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion: since,
    timeoutSeconds: String(pace.watchSeconds),
  });
  if (resource.labelSelector !== undefined) query.set('labelSelector', resource.labelSelector);
  const ending = new AbortController();
  let silence: NodeJS.Timeout | undefined;
  const changes: Change[] = [];
  let reached = since;
  try {
    const body = await client.stream(
      `${address}?${query.toString()}`,
      AbortSignal.any([ending.signal, ...(signal === undefined ? [] : [signal])]),
    );
    // Not before the server has begun to answer: it may be slow without being silent.
    silence = setTimeout(() => ending.abort(), pace.silenceMs);
    for await (const line of linesOf(body)) {
      silence.refresh();
      const event = parse(line);
      const object = recordAt(event, 'object');
      if (!isRecord(event) || event['type'] === 'ERROR') {
        // Code 410: too old a state. Whatever else it is, a new listing sets it right.
        return { changes: [], resourceVersion: since, gone: true };
      }
      reached = textAt(object, 'metadata', 'resourceVersion') ?? reached;
      if (event['type'] === 'ADDED' || event['type'] === 'MODIFIED')
        changes.push({ type: 'put', object: resource.pick(object) });
      else if (event['type'] === 'DELETED') changes.push({ type: 'removed', object: resource.pick(object) });
      if (notBefore(reached, now)) break;
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (isGone(error)) return { changes: [], resourceVersion: since, gone: true };
    if (!ending.signal.aborted) throw error;
  } finally {
    clearTimeout(silence);
    ending.abort();
  }
  return { changes, resourceVersion: reached, gone: false };
}

/** The state of the collection at this moment, from a list of one. */
async function stateNow(client: KubeClient, { resource, address, signal }: WatchRequest): Promise<string> {
  const query = new URLSearchParams({ limit: '1' });
  if (resource.labelSelector !== undefined) query.set('labelSelector', resource.labelSelector);
  const page = await client.get(`${address}?${query.toString()}`, signal);
  const version = textAt(page, 'metadata', 'resourceVersion');
  if (version === undefined) throw failure('IST-2205', `${client.place} answers ${address} without a version`);
  return version;
}

/** Versions are opaque texts, but where both are numbers they count up. */
function notBefore(reached: string, wanted: string): boolean {
  if (reached === wanted) return true;
  return /^\d{1,20}$/.test(reached) && /^\d{1,20}$/.test(wanted) && BigInt(reached) >= BigInt(wanted);
}

async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    if (rest.length > MAX_LINE_BYTES) throw failure('IST-2206', 'one change is larger than 16 MiB');
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield line;
  }
}
