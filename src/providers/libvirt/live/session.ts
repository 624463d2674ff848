/** One open connection to a daemon, with what is worth keeping from one read to the next. */

import { randomUUID } from 'node:crypto';
import type { ConnectRequest } from '../../connection.ts';
import type { Reached } from '../connect/reach.ts';
import { Turns } from '../rpc/at-once.ts';
import { askForEvent, closeConnect } from '../rpc/calls.ts';
import { RpcClient } from '../rpc/client.ts';
import { LibvirtError } from '../rpc/errors.ts';
import { EVENT_IDS, EVENT_PROCEDURES } from '../rpc/procedures.ts';
import { readDomain } from '../rpc/types.ts';
import type { DomainRef } from '../rpc/types.ts';
import type { XdrReader } from '../rpc/xdr.ts';
import type { Element } from '../xml.ts';
import type { HostGpus } from '../domain/devices.ts';
import type { FoundGpu } from '../places/gpus.ts';
import type { ItemRef } from '../../connection.ts';

const ANSWER_TIMEOUT_MS = 60_000;
const AGENTS_AT_ONCE = 4;

interface Kept {
  readonly ref: DomainRef;
  /** How often the domain had changed before its definition was read. */
  readonly changes: number;
  readonly definition: Element;
}

/** What the last whole read gave out, by key of its item. */
export interface Given {
  readonly digest: string;
  readonly ref: ItemRef;
}

/** PCI devices of the host: its graphics processors, and which devices were looked at for them. */
export interface HostPci {
  readonly gpus: readonly FoundGpu[];
  readonly names: HostGpus;
}

export class Session {
  readonly client: RpcClient;
  readonly readWrite: boolean;
  readonly request: ConnectRequest;
  /** Cursors of this connection begin with it, so that no other takes them for its own. */
  readonly name = randomUUID();
  given: ReadonlyMap<string, Given> | undefined;
  reads = 0;
  /** Kept once they are read: cards are not plugged in while the daemon runs. */
  gpus: HostPci | undefined;
  /** An agent that hangs holds its call for seconds, and the daemon serves five calls of a client at once. */
  readonly agents = new Turns(AGENTS_AT_ONCE);
  readonly #reached: Reached;
  readonly #changes = new Map<string, number>();
  readonly #kept = new Map<string, Kept>();
  readonly #abort: () => void;
  #hearsEvents = false;

  constructor(reached: Reached, readWrite: boolean, request: ConnectRequest) {
    this.#reached = reached;
    this.readWrite = readWrite;
    this.request = request;
    this.client = new RpcClient(reached.stream, {
      name: reached.name,
      timeoutMs: ANSWER_TIMEOUT_MS,
      onEvent: (procedure, payload) => this.#hear(procedure, payload),
    });
    this.#abort = () => this.client.close();
    request.signal?.addEventListener('abort', this.#abort, { once: true });
  }

  /** Asks to be told of changes. Without them every definition is read each time, which is slower and just as right. */
  async listen(): Promise<void> {
    try {
      for (const id of EVENT_IDS) await askForEvent(this.client, id);
      this.#hearsEvents = true;
    } catch (error) {
      if (!(error instanceof LibvirtError)) throw error;
    }
  }

  changesOf(uuid: string): number {
    return this.#changes.get(uuid) ?? 0;
  }

  /** The definition read before, when nothing has been heard of the domain since. */
  kept(ref: DomainRef): Element | undefined {
    const kept = this.#kept.get(ref.uuid);
    const same = kept?.ref.id === ref.id && kept.ref.name === ref.name && kept.changes === this.changesOf(ref.uuid);
    return this.#hearsEvents && same ? kept.definition : undefined;
  }

  keep(ref: DomainRef, changes: number, definition: Element): void {
    this.#kept.set(ref.uuid, { ref, changes, definition });
  }

  /** Forgets the domains that are not there any more. */
  keepOnly(refs: readonly DomainRef[]): void {
    const there = new Set(refs.map(({ uuid }) => uuid));
    for (const uuid of this.#kept.keys()) if (!there.has(uuid)) this.#kept.delete(uuid);
    for (const uuid of this.#changes.keys()) if (!there.has(uuid)) this.#changes.delete(uuid);
  }

  async close(): Promise<void> {
    this.request.signal?.removeEventListener('abort', this.#abort);
    // The daemon ends the connection with the stream anyway; its goodbye is not worth an error.
    if (this.client.broken === undefined) await closeConnect(this.client).catch(() => undefined);
    this.client.close();
    await this.#reached.close();
  }

  #hear(procedure: number, payload: XdrReader): void {
    if (!EVENT_PROCEDURES.has(procedure)) return;
    // Each begins with the number it was asked for by, and then names the domain.
    payload.int();
    const { uuid } = readDomain(payload);
    this.#changes.set(uuid, this.changesOf(uuid) + 1);
  }
}
