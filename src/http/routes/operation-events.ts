/** Server-sent events of one operation: its state at once, again whenever it changes, and its end. */

import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { idParams } from '../../api/common.ts';
import type { ServiceContext } from '../../services/context.ts';
import { getOperation } from '../../services/operations.ts';
import { admission } from '../serve-route.ts';
import type { AppOptions } from '../server-settings.ts';

const LOOK_MS = 300;
/** A comment now and then keeps proxies from closing a quiet stream. */
const LOOKS_PER_COMMENT = 50;

async function* events(context: ServiceContext, id: string, gone: AbortSignal): AsyncGenerator<string> {
  let shown = '';
  for (let looks = 1; !gone.aborted; looks += 1) {
    const operation = await getOperation(context, id);
    const text = JSON.stringify(operation);
    if (text !== shown) yield `event: operation\ndata: ${text}\n\n`;
    else if (looks % LOOKS_PER_COMMENT === 0) yield ': still here\n\n';
    shown = text;
    if (operation.state !== 'pending' && operation.state !== 'running') return;
    await sleep(LOOK_MS, undefined, { signal: gone }).catch(() => undefined);
  }
}

export function addOperationEvents(
  app: FastifyInstance,
  context: ServiceContext,
  options: AppOptions,
  stopping: AbortSignal,
): void {
  app.route<{ Params: z.output<typeof idParams> }>({
    method: 'GET',
    url: '/api/v1/operations/:id/events',
    schema: {
      operationId: 'watchOperation',
      summary: 'Follow one operation by server-sent events until it ends',
      tags: ['Operations'],
      params: idParams,
      response: {
        200: { description: 'Events of type "operation"', content: { 'text/event-stream': { schema: z.string() } } },
      },
    },
    onRequest: admission(context, 'operation:read', options),
    async handler(request, reply) {
      const { id } = request.params;
      // An unknown id is refused as a problem, which a stream that has begun could not be.
      await getOperation(context, id);
      const gone = new AbortController();
      reply.raw.once('close', () => gone.abort());
      void reply.headers({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      return reply.send(Readable.from(events(context, id, AbortSignal.any([gone.signal, stopping]))));
    },
  });
}
