/** Connections that stay open between reads, so that a platform which remembers what it told us tells only the rest. */

import type { ClaimedRead } from '../store/leases.ts';
import { failure } from '../core/errors/registry.ts';
import type { ServiceContext } from './context.ts';
import { liveProvider, openConnection } from './source-connection.ts';
import type { OpenedConnection } from './source-connection.ts';
import { resolveSecrets } from './source-secrets.ts';

export interface Session {
  readonly opened: OpenedConnection;
  /** Of the settings and secrets it was opened with. */
  readonly revision: number;
  /** Ends the connection and whatever it is doing. */
  readonly abort: AbortController;
  /** Where the last read ended, when only this connection knows what that means. */
  cursor: string | undefined;
}

export class Sessions implements AsyncDisposable {
  #turn: Promise<unknown> = Promise.resolve();

  /** One after the other: reads that wait for the estate together would take every connection to the database. */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  readonly #open = new Map<string, Session>();

  /** The open connection of a source, or a new one. `signal` ends only the connecting. */
  async of(context: ServiceContext, { source, record }: ClaimedRead, signal: AbortSignal): Promise<Session> {
    const known = this.#open.get(source.id);
    if (known !== undefined) {
      if (known.revision === record.revision) return known;
      await this.close(source.id);
    }
    const { live } = await liveProvider(context, source.providerKind);
    const secrets = await resolveSecrets({ ...context, signal }, source.id);
    const abort = new AbortController();
    const stop = (): void => abort.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
      signal.throwIfAborted();
      const opened = await inTime(
        openConnection(context, live, {
          sourceId: source.id,
          settings: record.settings,
          secrets,
          signal: abort.signal,
        }),
        abort,
        source.name,
      );
      const session: Session = { opened, revision: record.revision, abort, cursor: undefined };
      const { identity } = opened.connection;
      if (record.instanceId !== null && record.instanceId !== identity.instanceId) {
        await opened[Symbol.asyncDispose]();
        throw failure('IST-2234', `${identity.product} at ${identity.endpoint} is not the platform that was connected`);
      }
      this.#open.set(source.id, session);
      return session;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async close(sourceId: string): Promise<void> {
    const session = this.#open.get(sourceId);
    if (session === undefined) return;
    this.#open.delete(sourceId);
    session.abort.abort(failure('IST-7010', 'the connection is closed'));
    await session.opened[Symbol.asyncDispose]();
  }

  /** Closes what is open for sources that are not in use any more. */
  async keepOnly(wanted: (sourceId: string, revision: number) => boolean): Promise<void> {
    for (const [id, { revision }] of this.#open) if (!wanted(id, revision)) await this.close(id);
  }

  get size(): number {
    return this.#open.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#open.keys()].map((id) => this.close(id)));
  }
}

const LONGEST_CONNECT_MS = 2 * 60_000;

/** A provider that neither connects nor gives up must not keep its source for ever. */
async function inTime(opening: Promise<OpenedConnection>, abort: AbortController, name: string) {
  const timer = setTimeout(
    () => abort.abort(failure('IST-2201', `${name} could not be connected in ${LONGEST_CONNECT_MS / 60_000} minutes`)),
    LONGEST_CONNECT_MS,
  );
  const ended = new Promise<never>((_resolve, reject) => {
    const stop = (): void => reject(abort.signal.reason instanceof Error ? abort.signal.reason : new Error('aborted'));
    abort.signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([opening, ended]);
  } catch (error) {
    void opening.then((late) => late[Symbol.asyncDispose]()).catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
