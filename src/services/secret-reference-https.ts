/** The one call that asks a secret store: verified TLS, small bounded answers, JSON. */

import { HttpsClient } from '../transport/https.ts';
import type { TlsTrust } from '../transport/tls.ts';

const LARGEST_ANSWER = 1024 * 1024;

export interface StoreCall {
  readonly url: URL;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly trust?: TlsTrust;
  readonly signal?: AbortSignal;
}

/** The JSON of the answer. Throws with the status, and with the store's own words for errors when `wordsOf` finds them. */
export async function askStore(call: StoreCall, wordsOf: (answer: unknown) => string | undefined): Promise<unknown> {
  await using client = new HttpsClient({
    endpoint: new URL(call.url.origin),
    connectTimeoutMs: 10_000,
    idleTimeoutMs: 15_000,
    maxResponseBytes: LARGEST_ANSWER,
    ...(call.trust !== undefined && { trust: call.trust }),
    ...(call.signal !== undefined && { signal: call.signal }),
  });
  const response = await client.request({
    method: call.method ?? 'GET',
    path: call.url.pathname + call.url.search,
    headers: {
      accept: 'application/json',
      ...(call.body !== undefined && { 'content-type': 'application/json' }),
      ...call.headers,
    },
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
  });
  const answer = parsed(await response.text());
  if (response.status >= 200 && response.status < 300) {
    if (answer === undefined) throw new Error(`${client.place} does not answer with JSON`);
    return answer;
  }
  const words = wordsOf(answer);
  throw new Error(`${client.place} answers ${response.status}${words === undefined ? '' : `: ${words.slice(0, 300)}`}`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A member of a loose document; undefined when any step is missing. */
export function memberOf(document: unknown, ...steps: readonly string[]): unknown {
  let at: unknown = document;
  for (const step of steps) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[step];
  }
  return at;
}
