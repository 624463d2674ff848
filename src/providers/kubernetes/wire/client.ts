/**
 * The Kubernetes API, reading only: no request other than GET is ever sent. Pauses and tries again where the server asks
 * for it or was away for a moment.
 */

import { IsthmusError } from '../../../core/errors/errors.ts';
import { failure } from '../../../core/errors/registry.ts';
import { HttpsClient } from '../../../transport/https.ts';
import type { HttpsResponse } from '../../../transport/https.ts';
import type { ServerCertificate, TlsTrust } from '../../../transport/tls.ts';
import { retrying } from '../../../transport/retry.ts';
import type { RetryOptions } from '../../../transport/retry.ts';
import { isRecord } from '../json.ts';
import type { Json } from '../json.ts';
import { ApiRefusal, told } from './answers.ts';

export interface Access {
  /** With a path when the API is behind a gateway: "https://rancher.example.com/k8s/clusters/c-1". */
  readonly server: URL;
  readonly trust: TlsTrust;
  /** Headers that say who we are. `again` is set when the former ones were refused. */
  readonly headers: (again: boolean) => Promise<Readonly<Record<string, string>>>;
}

export interface ClientOptions {
  readonly signal?: AbortSignal;
  /** For tests: how long is waited between attempts. */
  readonly retry?: Partial<Pick<RetryOptions, 'attempts' | 'firstPauseMs' | 'longestPauseMs' | 'pause'>>;
  readonly maxResponseBytes?: number;
}

/** More than this the server may not ask for: the read ends, and the next one starts later. */
const LONGEST_ASKED_PAUSE_MS = 120_000;
/** Enough to watch all resources at the same time. */
const MAX_CONNECTIONS = 40;

export class KubeClient implements AsyncDisposable {
  readonly #https: HttpsClient;
  readonly #access: Access;
  readonly #base: string;
  readonly #options: ClientOptions;

  constructor(access: Access, options: ClientOptions = {}) {
    this.#access = access;
    this.#options = options;
    this.#base = access.server.pathname.replace(/\/+$/, '');
    this.#https = new HttpsClient({
      endpoint: access.server,
      trust: access.trust,
      maxConnections: MAX_CONNECTIONS,
      idleTimeoutMs: 60_000,
      maxResponseBytes: options.maxResponseBytes ?? 64 * 1024 ** 2,
      ...(options.signal !== undefined && { signal: options.signal }),
    });
  }

  get place(): string {
    return this.#https.place;
  }

  get certificate(): ServerCertificate | undefined {
    return this.#https.certificate;
  }

  /**
   * The answer as an object. Throws ApiRefusal for 403, 404 and 410, which callers go on without; errors with codes for
   * anything else. `attempts` 1: the first sign of trouble is told at once.
   */
  async get(path: string, signal?: AbortSignal, attempts?: number): Promise<Json> {
    return this.#retrying(signal, attempts, async () => {
      const response = await this.#send(path, signal);
      const parsed = parse(await response.text());
      if (!isRecord(parsed)) throw failure('IST-2205', `${this.place} answers ${bare(path)} with no JSON object`);
      return parsed;
    });
  }

  /** The answer as it streams in, for a watch. Failures as with get(), save that a stream is not tried again. */
  async stream(path: string, signal: AbortSignal): Promise<AsyncIterable<Uint8Array>> {
    const response = await this.#retrying(signal, undefined, () => this.#send(path, signal));
    return response.body;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#https[Symbol.asyncDispose]();
  }

  async #send(path: string, signal: AbortSignal | undefined, again = false): Promise<HttpsResponse> {
    const response = await this.#https.request({
      method: 'GET',
      path: `${this.#base}${path}`,
      headers: { accept: 'application/json', 'user-agent': 'isthmus', ...(await this.#access.headers(again)) },
      ...(signal !== undefined && { signal }),
    });
    if (response.status === 200) return response;
    const retryAfter = response.headers['retry-after'];
    const body = await response.text();
    // A token may have been replaced meanwhile, as service accounts' are every hour.
    if (response.status === 401 && !again) return this.#send(path, signal, true);
    throw new ApiRefusal(response.status, path, body, typeof retryAfter === 'string' ? retryAfter : undefined);
  }

  async #retrying<T>(
    signal: AbortSignal | undefined,
    attempts: number | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    const { retry = {}, signal: always } = this.#options;
    const signals = [signal, always].filter((one) => one !== undefined);
    try {
      return await retrying(work, {
        attempts: 6,
        firstPauseMs: 500,
        longestPauseMs: 10_000,
        ...retry,
        ...(attempts !== undefined && { attempts }),
        ...(signals.length > 0 && { signal: AbortSignal.any(signals) }),
        again,
      });
    } catch (error) {
      if (error instanceof ApiRefusal && ![403, 404, 405, 410].includes(error.status)) throw told(error, this.place);
      throw error;
    }
  }
}

/** Whether the same request may succeed a little later. */
function again(error: unknown): false | { readonly afterMs?: number } {
  if (error instanceof ApiRefusal) {
    if (error.status !== 429 && error.status < 500) return false;
    if ((error.retryAfterMs ?? 0) > LONGEST_ASKED_PAUSE_MS) return false;
    return error.retryAfterMs === undefined ? {} : { afterMs: error.retryAfterMs };
  }
  return error instanceof IsthmusError && (error.code === 'IST-2201' || error.code === 'IST-2207') ? {} : false;
}

/** Undefined when it is no JSON. The parser's own message would quote the text. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const bare = (path: string): string => path.replace(/\?.*$/, '');
