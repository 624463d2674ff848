/**
 * Writes every request that changes something, and every refused one, into the audit log: route, object, outcome and
 * actor; never bodies, queries or secrets. What a service records itself stands beside it, with more detail.
 */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Route } from '../api/route.ts';
import { keepCheckpoints } from '../services/audit-checkpoint.ts';
import { recordAudit } from '../services/audit.ts';
import type { ServiceContext } from '../services/context.ts';

const REFUSED = new Set([401, 403, 421, 429]);
const MINUTE_MS = 60_000;
const LOOK_MS = 10 * MINUTE_MS;
/**
 * Whoever is refused again and again must not be able to fill the log: the rest of a minute is counted. Each signed-in
 * actor has their own number, so that a flood from outside does not hide what an insider tries.
 */
const REFUSALS_PER_MINUTE = 60;
/** As the product makes them: "wvr-61b7a3a605f44713". Anything else in the place of an id is text that somebody typed. */
const MADE_ID = /^[a-z]{1,12}-[0-9a-f]{12,64}$/;

interface Refusals {
  minute: number;
  count: number;
  notWritten: number;
}

function isTooMany(refusals: Refusals): boolean {
  if (refusals.count <= REFUSALS_PER_MINUTE) return false;
  refusals.notWritten += 1;
  return true;
}

export class RequestAudit {
  readonly #context: ServiceContext;
  readonly #refusals = new Map<string, Refusals>();
  #looked = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(context: ServiceContext) {
    this.#context = context;
  }

  /** Before the answer goes out. A log that cannot be written is told to the server's log; what was done is done. */
  async write(
    { name, route, actor }: { readonly name: string; readonly route: Route; readonly actor: string },
    request: FastifyRequest,
    reply: FastifyReply,
    payload: unknown,
  ): Promise<void> {
    const refused = REFUSED.has(reply.statusCode);
    if (route.method === 'GET' && !refused) return;
    const refusals = refused ? this.#count(`${reply.statusCode === 403 ? 'right' : 'entry'} ${actor}`) : undefined;
    if (refusals !== undefined && isTooMany(refusals)) return;
    const { id } = (request.params ?? {}) as { readonly id?: string };
    const operation = reply.getHeader('location');
    const outcome = refused ? 'refused' : reply.statusCode < 400 ? 'done' : 'failed';
    // The object can never be removed from the chain, details can: what names nothing that there is stands in those.
    const isKept = id !== undefined && (outcome === 'done' || MADE_ID.test(id));
    const object = isKept ? { kind: route.tag.toLowerCase(), id } : { kind: 'route', id: name };
    const detail = {
      method: route.method,
      path: route.path,
      status: reply.statusCode,
      outcome,
      ...(id !== undefined && !isKept && { asked: id }),
      ...codeOf(reply.statusCode, payload),
      ...(typeof operation === 'string' && { operation: operation.split('/').at(-1) }),
      ...(refusals !== undefined && refusals.notWritten > 0 && { refusalsNotWritten: refusals.notWritten }),
      request: request.id,
    };
    if (refusals !== undefined) refusals.notWritten = 0;
    const context = { ...this.#context, actor };
    try {
      const entry = { action: `${refused ? 'refused' : 'request'}.${name}`, object, detail };
      await context.store.transaction((connection) => recordAudit(context, connection, entry));
      await this.#keepCheckpoints();
    } catch (error) {
      request.log.error({ err: error, route: name }, 'the audit log could not be written');
    }
  }

  /** On a server: checkpoints also fall due while nobody asks anything. */
  begin(): void {
    this.#timer = setInterval(() => void this.#keepCheckpoints().catch(() => undefined), LOOK_MS).unref();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  /** One more of those in this minute. There are as many entries as actors: nobody makes up a name by being refused. */
  #count(whose: string): Refusals {
    const minute = Math.floor(this.#context.clock().getTime() / MINUTE_MS);
    const last = this.#refusals.get(whose);
    const refusals = { minute, count: 0, notWritten: 0, ...last };
    if (refusals.minute !== minute) Object.assign(refusals, { minute, count: 0 });
    refusals.count += 1;
    this.#refusals.set(whose, refusals);
    return refusals;
  }

  async #keepCheckpoints(): Promise<void> {
    const now = this.#context.clock().getTime();
    if (now - this.#looked < MINUTE_MS) return;
    this.#looked = now;
    await keepCheckpoints(this.#context);
  }
}

/** The code of the problem that is answered, if it is one. */
function codeOf(status: number, payload: unknown): { readonly code?: string } {
  if (status < 400 || typeof payload !== 'string') return {};
  const code = /"code":"(IST-\d+)"/.exec(payload)?.[1];
  return code === undefined ? {} : { code };
}
