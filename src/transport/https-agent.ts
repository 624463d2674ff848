/** Keeps connections, each of which was verified before a request got it. */

import type { RequestOptions } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import { connectTls, trustContext } from './tls.ts';
import type { ServerCertificate, TlsTrust } from './tls.ts';

export interface AgentOptions {
  readonly trust?: TlsTrust;
  readonly connectTimeoutMs?: number;
  readonly maxConnections?: number;
  readonly signal?: AbortSignal;
}

/** The agent of Node gives an error without a stream; its type wants both. */
type Connected = (error: Error | null, socket: Duplex) => void;

/** Hands a socket to a request only after its server was verified. */
export class VerifyingAgent extends https.Agent {
  certificate: ServerCertificate | undefined;
  readonly #options: AgentOptions;
  readonly #context: SecureContext;
  #fresh: VerifyingAgent | undefined;

  constructor(options: AgentOptions, context = trustContext(options.trust ?? {})) {
    super({ keepAlive: true, maxSockets: options.maxConnections ?? 4, maxFreeSockets: 4, maxCachedSessions: 0 });
    this.#options = options;
    this.#context = context;
  }

  /** One without kept connections. */
  get fresh(): VerifyingAgent {
    this.#fresh ??= new VerifyingAgent(this.#options, this.#context);
    return this.#fresh;
  }

  override createConnection(options: RequestOptions, connected?: Connected): undefined {
    void this.#connect(options).then(
      (socket) => connected?.(null, socket),
      (error: Error) => (connected as ((error: Error) => void) | undefined)?.(error),
    );
  }

  async #connect(options: RequestOptions): Promise<Duplex> {
    const { socket, certificate } = await connectTls({
      host: options.host ?? '',
      port: Number(options.port),
      trust: this.#options.trust ?? {},
      context: this.#context,
      connectTimeoutMs: this.#options.connectTimeoutMs ?? 15_000,
      ...(this.#options.signal !== undefined && { signal: this.#options.signal }),
    });
    this.certificate = certificate;
    return socket;
  }

  override destroy(): void {
    this.#fresh?.destroy();
    super.destroy();
  }
}
