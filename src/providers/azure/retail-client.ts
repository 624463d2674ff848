/**
 * Reads pages of the public retail price service. Nobody signs in there, and nothing about the estate is sent: a
 * question is a region, a currency and a kind of price. TLS is verified, redirects are refused, links are followed only
 * to the same service, and pages are bounded.
 */

import https from 'node:https';
import type { HttpClient, Pipeline } from '@azure/core-rest-pipeline';
import { failure } from '../../core/errors/registry.ts';
import { parseJson } from '../../formats/json.ts';
import { retrying } from '../../transport/retry.ts';
import type { RetryOptions } from '../../transport/retry.ts';
import type { PricePage, PriceReader } from '../price-source.ts';
import { textAt, valueAt } from './json.ts';
import { Refused, retryAfterMs } from './refusals.ts';
import { pathOfLink } from './retail-query.ts';
import { authorities } from './trust.ts';
import { mayPass, wireFailure } from './wire-failure.ts';

export interface RetailOptions {
  /** https origin. */
  readonly endpoint: string;
  /** PEM; then no other authority is trusted. */
  readonly caCertificate?: string;
  readonly maxBytes?: number;
  readonly timeoutMs?: number;
  readonly now?: () => number;
  readonly pause?: RetryOptions['pause'];
}

const MAX_PAGE_BYTES = 32 * 1024 ** 2;
/** The service throttles bursts: a page may be put off for some minutes in all. */
const MOST_ATTEMPTS = 8;

/** Throws IST-2220 for an address that is not https. */
export class RetailClient implements PriceReader {
  readonly #options: RetailOptions;
  readonly #origin: string;
  readonly #ca: string[];
  readonly #agent: https.Agent;
  #wire: Promise<{ readonly pipeline: Pipeline; readonly http: HttpClient }> | undefined;
  #reached = false;

  constructor(options: RetailOptions) {
    const url = URL.parse(options.endpoint);
    if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') {
      throw failure('IST-2220', `${options.endpoint} is no https address to ask for prices`);
    }
    this.#options = options;
    this.#origin = url.origin;
    this.#ca = authorities(options.caCertificate);
    this.#agent = new https.Agent({ keepAlive: true, ca: this.#ca, minVersion: 'TLSv1.2' });
  }

  /** Throws IST-2201, IST-2202, IST-2205 to IST-2207, IST-5071 when the service refuses, and the signal's reason. */
  async read(path: string, signal: AbortSignal | undefined): Promise<PricePage> {
    const url = new URL(path, this.#origin);
    const { now = Date.now, pause } = this.#options;
    const again = (error: unknown): false | { readonly afterMs?: number } => {
      if (error instanceof Refused) {
        if (error.status !== 429 && error.status !== 408 && error.status < 500) return false;
        const afterMs = retryAfterMs(error, now());
        return afterMs === undefined ? {} : { afterMs: Math.min(afterMs, 120_000) };
      }
      return this.#reached && mayPass(error) ? {} : false;
    };
    try {
      return await retrying(() => this.#page(url, signal), {
        attempts: MOST_ATTEMPTS,
        firstPauseMs: 1000,
        longestPauseMs: 60_000,
        again,
        ...(signal !== undefined && { signal }),
        ...(pause !== undefined && { pause }),
      });
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof Refused) {
        throw failure(
          'IST-5071',
          `${url.host} answers with status ${error.status}${error.said === undefined ? '' : `: ${error.said}`}`,
        );
      }
      throw wireFailure(error, url.host, this.#reached ? 'connected' : 'connecting') ?? error;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    return Promise.resolve();
  }

  async #page(url: URL, signal: AbortSignal | undefined): Promise<PricePage> {
    signal?.throwIfAborted();
    const { createHttpHeaders, createPipelineRequest } = await import('@azure/core-rest-pipeline');
    this.#wire ??= wireOf();
    const { pipeline, http } = await this.#wire;
    const request = createPipelineRequest({
      url: url.href,
      method: 'GET',
      headers: createHttpHeaders({ accept: 'application/json' }),
      ...(signal !== undefined && { abortSignal: signal }),
      timeout: this.#options.timeoutMs ?? 120_000,
      // Every answer as a stream, so that its size is known before it is in memory.
      streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
    });
    request.agent = this.#agent;
    request.tlsSettings = { ca: this.#ca };
    const response = await pipeline.sendRequest(http, request);
    const text = await this.#bounded(response.readableStreamBody, url.host);
    this.#reached = true;
    if (response.status !== 200) throw new Refused(response.status, (name) => response.headers.get(name), text);
    return this.#pageOf(text, url.host);
  }

  async #bounded(stream: NodeJS.ReadableStream | undefined, host: string): Promise<string> {
    const most = this.#options.maxBytes ?? MAX_PAGE_BYTES;
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const chunk of (stream ?? []) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > most) {
        throw failure('IST-2206', `a page of ${host} is larger than ${Math.floor(most / 1024 ** 2)} MiB`);
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  #pageOf(text: string, host: string): PricePage {
    let body: unknown;
    try {
      body = parseJson(text.replace(/^\uFEFF/, ''), 'the answer');
    } catch {
      throw failure('IST-2205', `${host} answers with something else than JSON`);
    }
    const records = valueAt(body, 'Items');
    if (!Array.isArray(records)) throw failure('IST-2205', `${host} answers with something else than a page of prices`);
    const link = textAt(body, 'NextPageLink');
    if (link === undefined) return { records };
    const next = pathOfLink(link, this.#origin);
    if (next === undefined)
      throw failure('IST-2205', `${host} refers to a further page elsewhere, which is not followed`);
    return { records, next };
  }
}

/** No policy that follows redirects, retries or logs: these are decided here. A proxy of the environment is used. */
async function wireOf(): Promise<{ readonly pipeline: Pipeline; readonly http: HttpClient }> {
  const { createDefaultHttpClient, createEmptyPipeline, decompressResponsePolicy, proxyPolicy } =
    await import('@azure/core-rest-pipeline');
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(decompressResponsePolicy());
  pipeline.addPolicy(proxyPolicy());
  return { pipeline, http: createDefaultHttpClient() };
}
