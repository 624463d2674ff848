/**
 * One thin client of Azure Resource Manager. It sends a token to the one address it was made for and to no other:
 * redirects are refused and links to further pages are followed only there.
 */

import https from 'node:https';
import type { HttpClient, Pipeline, PipelineResponse } from '@azure/core-rest-pipeline';
import { failure } from '../../core/errors/registry.ts';
import { parseJson } from '../../formats/json.ts';
import { retrying } from '../../transport/retry.ts';
import type { RetryOptions } from '../../transport/retry.ts';
import { textAt } from './json.ts';
import { OPERATIONS } from './operations.ts';
import type { Operation, OperationName } from './operations.ts';
import { claimsOf, refusalOf, Refused, retryAfterMs } from './refusals.ts';
import type { Tokens } from './tokens.ts';
import { authorities } from './trust.ts';
import { mayPass, wireFailure } from './wire-failure.ts';

export interface ArmOptions {
  readonly origin: string;
  readonly tokens: Tokens;
  /** PEM; then no other authority is trusted. */
  readonly caCertificate?: string | undefined;
  /** Bytes of one answer, unpacked. */
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
  /** How long in all one call may be put off by "too many requests". */
  readonly maxThrottledMs?: number;
  readonly now?: () => number;
  readonly pause?: RetryOptions['pause'];
}

export interface ArmCall {
  readonly subscription?: string;
  readonly id?: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface ArmAnswer {
  readonly body: unknown;
  readonly header: (name: string) => string | undefined;
}

const DEFAULT_MAX_BYTES = 128 * 1024 ** 2;
/** Attempts after a broken connection or a failure of the service; being throttled is counted by time. */
const MOST_BREAKS = 4;
const MOST_ATTEMPTS = 60;

export class ArmClient {
  readonly origin: string;
  readonly #options: ArmOptions;
  readonly #agent: https.Agent;
  readonly #ca: string[];
  #wire: Promise<{ readonly pipeline: Pipeline; readonly http: HttpClient }> | undefined;
  #reached = false;

  constructor(options: ArmOptions) {
    this.#options = options;
    this.origin = options.origin;
    this.#ca = authorities(options.caCertificate);
    this.#agent = new https.Agent({ keepAlive: true, ca: this.#ca, minVersion: 'TLSv1.2' });
  }

  /** Throws IST-2201 to IST-2207, IST-2209, and the signal's reason. */
  async call(name: OperationName, call: ArmCall, signal: AbortSignal | undefined): Promise<ArmAnswer> {
    const operation: Operation = OPERATIONS[name];
    const path = operation.path
      .replace('{subscription}', encodeURIComponent(call.subscription ?? ''))
      .replace('{id}', (call.id ?? '').split('/').map(encodeURIComponent).join('/'));
    const url = new URL(path, this.origin);
    url.searchParams.set('api-version', operation.apiVersion);
    for (const [key, value] of Object.entries(call.query ?? {})) url.searchParams.set(key, value);
    return this.#persist(operation.method, url, call.body, signal);
  }

  /** The members of every page of a list. */
  async *list(name: OperationName, call: ArmCall, signal: AbortSignal | undefined): AsyncGenerator<readonly unknown[]> {
    const seen = new Set<string>();
    for (let answer = await this.call(name, call, signal); ;) {
      const { body } = answer;
      const value = typeof body === 'object' && body !== null && 'value' in body ? body.value : undefined;
      if (!Array.isArray(value)) throw failure('IST-2205', `${name} of ${this.origin} is not a list`);
      yield value as readonly unknown[];
      const next = textAt(body, 'nextLink');
      if (next === undefined) return;
      if (seen.has(next)) throw failure('IST-2205', `${name} of ${this.origin} leads back to a page that was read`);
      seen.add(next);
      answer = await this.#persist('GET', this.#own(next), undefined, signal);
    }
  }

  close(): void {
    this.#agent.destroy();
  }

  /** A link to a further page, which must lead where the first one was. */
  #own(link: string): URL {
    const url = URL.parse(link);
    if (url === null || url.origin !== this.origin || url.username !== '' || url.password !== '') {
      throw failure(
        'IST-2205',
        `${this.origin} refers to a further page at ${url?.host ?? 'no address'}, which is not followed`,
      );
    }
    return url;
  }

  async #persist(
    method: Operation['method'],
    url: URL,
    body: unknown,
    signal: AbortSignal | undefined,
  ): Promise<ArmAnswer> {
    const { now = Date.now, maxThrottledMs = 10 * 60_000, pause } = this.#options;
    const started = now();
    let breaks = 0;
    const again = (error: unknown): false | { readonly afterMs?: number } => {
      if (error instanceof Refused && error.status === 429) {
        const afterMs = retryAfterMs(error, now());
        return now() - started + (afterMs ?? 0) < maxThrottledMs && { ...(afterMs !== undefined && { afterMs }) };
      }
      const passing =
        error instanceof Refused ? error.status >= 500 || error.status === 408 : this.#reached && mayPass(error);
      breaks += 1;
      if (!passing || breaks >= MOST_BREAKS) return false;
      const afterMs = error instanceof Refused ? retryAfterMs(error, now()) : undefined;
      return afterMs === undefined ? {} : { afterMs: Math.min(afterMs, 60_000) };
    };
    try {
      return await retrying(() => this.#authorised(method, url, body, signal), {
        attempts: MOST_ATTEMPTS,
        firstPauseMs: 1000,
        longestPauseMs: 30_000,
        again,
        ...(signal !== undefined && { signal }),
        ...(pause !== undefined && { pause }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      const place = url.host;
      if (error instanceof Refused) throw refusalOf(error, place, url.pathname, now() - started);
      throw wireFailure(error, place, this.#reached ? 'connected' : 'connecting') ?? error;
    }
  }

  /** A token that has run out or was withdrawn in the middle is replaced once. */
  async #authorised(
    method: Operation['method'],
    url: URL,
    body: unknown,
    signal: AbortSignal | undefined,
  ): Promise<ArmAnswer> {
    const { tokens } = this.#options;
    try {
      return await this.#send(method, url, body, await tokens.get(signal), signal);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401) throw error;
      tokens.forget();
      return await this.#send(method, url, body, await tokens.get(signal, claimsOf(error)), signal);
    }
  }

  async #send(
    method: Operation['method'],
    url: URL,
    body: unknown,
    token: string,
    signal: AbortSignal | undefined,
  ): Promise<ArmAnswer> {
    signal?.throwIfAborted();
    const { createHttpHeaders, createPipelineRequest } = await import('@azure/core-rest-pipeline');
    this.#wire ??= wireOf();
    const { pipeline, http } = await this.#wire;
    const request = createPipelineRequest({
      url: url.href,
      method,
      headers: createHttpHeaders({
        accept: 'application/json',
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal !== undefined && { abortSignal: signal }),
      timeout: this.#options.timeoutMs ?? 120_000,
      // Every answer as a stream, so that its size is known before it is in memory.
      streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
    });
    request.agent = this.#agent;
    request.tlsSettings = { ca: this.#ca };
    const response = await pipeline.sendRequest(http, request);
    const text = await this.#textOf(response, url);
    this.#reached = true;
    const header = (name: string): string | undefined => response.headers.get(name);
    if (response.status !== 200) throw new Refused(response.status, header, text);
    return { body: parsed(text, url), header };
  }

  async #textOf(response: PipelineResponse, url: URL): Promise<string> {
    const maxBytes = this.#options.maxBytes ?? DEFAULT_MAX_BYTES;
    const stream = response.readableStreamBody;
    if (stream === undefined) return response.bodyAsText ?? '';
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBytes) {
        throw failure(
          'IST-2206',
          `the answer of ${url.host}${url.pathname} is larger than ${Math.floor(maxBytes / 1024 ** 2)} MiB`,
        );
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }
}

/** No policy that follows redirects, retries or logs: these are decided here. */
async function wireOf(): Promise<{ readonly pipeline: Pipeline; readonly http: HttpClient }> {
  const { createDefaultHttpClient, createEmptyPipeline, decompressResponsePolicy, proxyPolicy } =
    await import('@azure/core-rest-pipeline');
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(decompressResponsePolicy());
  pipeline.addPolicy(proxyPolicy());
  return { pipeline, http: createDefaultHttpClient() };
}

function parsed(text: string, url: URL): unknown {
  try {
    return parseJson(text.replace(/^\uFEFF/, ''), 'the answer');
  } catch {
    const form = /^\s*</.test(text) ? 'a page for browsers' : 'no valid JSON';
    throw failure('IST-2205', `${url.host}${url.pathname} answered with ${form} instead of a list of resources`);
  }
}
