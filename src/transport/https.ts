/**
 * A small HTTPS client for platforms: connections that are kept and verified before they are used, answers as bounded
 * streams, and every failure with a code. It follows no redirect and stores no cookie: who calls it decides.
 */

import type { IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import { failure } from '../core/errors/registry.ts';
import { VerifyingAgent } from './https-agent.ts';
import { boundedBody, readText } from './https-body.ts';
import { networkFailure } from './network-failure.ts';
import type { ServerCertificate, TlsTrust } from './tls.ts';

export interface HttpsClientOptions {
  /** "https://vcenter.example.com" with an optional port; a path in it is not used. */
  readonly endpoint: URL;
  readonly trust?: TlsTrust;
  /** Until the TLS handshake is done. Default 15 s. */
  readonly connectTimeoutMs?: number;
  /** Longest silence while a request is sent or an answer read. Default 120 s. */
  readonly idleTimeoutMs?: number;
  /** Bytes of one answer after decompression. Default 64 MiB. */
  readonly maxResponseBytes?: number;
  /** Connections at a time; more requests wait. Default 4. */
  readonly maxConnections?: number;
  /** Ends every request of this client. */
  readonly signal?: AbortSignal;
}

export interface HttpsRequest {
  readonly method: string;
  /** With its query: "/sdk", "/api/session?x=1". */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | Readable;
  readonly maxResponseBytes?: number;
  readonly idleTimeoutMs?: number;
  readonly signal?: AbortSignal;
  /**
   * The request may be sent twice: when a kept connection turns out to have been closed meanwhile, it is sent again on
   * a new one. Default: true for GET and HEAD.
   */
  readonly repeatable?: boolean;
}

export interface HttpsResponse {
  readonly status: number;
  /** Names in lower case; several of one name are joined by ", ", save for set-cookie. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Throws IST-2206 past the limit, IST-2207 when it breaks off. To be read to its end, or left by break or return. */
  readonly body: AsyncIterable<Uint8Array>;
  /** The whole body as UTF-8. */
  text(): Promise<string>;
}

export class HttpsClient implements AsyncDisposable {
  readonly place: string;
  readonly #options: HttpsClientOptions;
  readonly #agent: VerifyingAgent;

  /** Throws IST-2220 for an address, thumbprint or certificate that is none. */
  constructor(options: HttpsClientOptions) {
    const { endpoint } = options;
    if (endpoint.protocol !== 'https:') throw failure('IST-2220', `${endpoint.protocol}//… is not an https address`);
    if (endpoint.username !== '' || endpoint.password !== '') {
      throw failure('IST-2220', 'the address must not hold a user name or password');
    }
    this.place = endpoint.host;
    this.#options = options;
    this.#agent = new VerifyingAgent(options);
  }

  /** Of the last connection that was verified; undefined before the first. */
  get certificate(): ServerCertificate | undefined {
    return this.#agent.certificate;
  }

  /** Resolves when the headers are there, whatever the status. */
  async request(request: HttpsRequest): Promise<HttpsResponse> {
    const { method, body } = request;
    const repeatable = request.repeatable ?? (method === 'GET' || method === 'HEAD');
    try {
      return await this.#send(request);
    } catch (error) {
      const streamed = body !== undefined && typeof body !== 'string' && !(body instanceof Uint8Array);
      if (!repeatable || streamed || !(error instanceof StaleConnection))
        throw error instanceof StaleConnection ? error.told : error;
      return await this.#send(request, true);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
  }

  async #send(request: HttpsRequest, again = false): Promise<HttpsResponse> {
    const { endpoint, signal: clientSignal } = this.#options;
    const signal = AbortSignal.any([clientSignal, request.signal].filter((one) => one !== undefined));
    signal.throwIfAborted();
    const silence = request.idleTimeoutMs ?? this.#options.idleTimeoutMs ?? 120_000;
    const { method, path, body } = request;
    const length =
      typeof body === 'string' ? Buffer.byteLength(body) : body instanceof Uint8Array ? body.length : undefined;
    return new Promise((resolve, reject) => {
      const sending = https.request({
        agent: this.#agent,
        host: endpoint.hostname.replaceAll(/[[\]]/g, ''),
        port: endpoint.port === '' ? 443 : Number(endpoint.port),
        method,
        path,
        headers: {
          host: endpoint.host,
          'accept-encoding': 'gzip',
          ...(length !== undefined && { 'content-length': String(length) }),
          ...request.headers,
        },
        ...(again && { agent: this.#agent.fresh }),
      });
      const abort = (): void => void sending.destroy(abortReason(signal));
      const settle = (): void => signal.removeEventListener('abort', abort);
      signal.addEventListener('abort', abort, { once: true });
      sending.setTimeout(silence, () =>
        sending.destroy(failure('IST-2207', `${this.place} was silent for ${silence / 1000} s`)),
      );
      sending.once('error', (error) => {
        settle();
        if (signal.aborted) {
          reject(abortReason(signal));
          return;
        }
        const told = networkFailure(error, this.place, 'connected');
        reject(sending.reusedSocket && isReset(error) ? new StaleConnection(told) : told);
      });
      sending.once('response', (message: IncomingMessage) => {
        message.once('close', settle);
        const limit = request.maxResponseBytes ?? this.#options.maxResponseBytes ?? 64 * 1024 ** 2;
        const content = boundedBody(message, { limit, place: this.place, signal });
        resolve({
          status: message.statusCode ?? 0,
          headers: message.headers,
          body: content,
          text: () => readText(content),
        });
      });
      if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) sending.end(body);
      else body.once('error', (error) => sending.destroy(error)).pipe(sending);
    });
  }
}

/** A kept connection that the other side had closed before it saw the request. */
class StaleConnection extends Error {
  readonly told: unknown;
  constructor(told: unknown) {
    super('kept connection was closed');
    this.told = told;
  }
}

const isReset = (error: Error): boolean => 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');

function abortReason(signal: AbortSignal): Error {
  const reason: unknown = signal.reason;
  return reason instanceof Error ? reason : new DOMException('aborted', 'AbortError');
}
