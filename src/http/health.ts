/** For orchestrators and monitoring: alive, ready, and how much it does. */

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { failure } from '../core/errors/registry.ts';
import type { ServiceContext } from '../services/context.ts';
import { createMetrics, isLocal } from './metrics.ts';
import type { Metrics } from './metrics.ts';
import { admission } from './serve-route.ts';
import type { AppOptions } from './server-settings.ts';

/** Gives back the metrics, for the app to count its answers with. */
export function addHealth(app: FastifyInstance, context: ServiceContext, options: AppOptions): Metrics {
  let stopping = false;
  app.addHook('preClose', (done) => {
    stopping = true;
    done();
  });
  app.get('/livez', { schema: { hide: true } }, (_request, reply) => reply.type('text/plain').send('ok\n'));
  const ready = async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (stopping) throw failure('IST-8014', 'the server is stopping');
    try {
      await context.store.query('select 1');
    } catch (cause) {
      throw failure('IST-7006', 'the database does not answer', { cause });
    }
    return reply.type('text/plain').send('ok\n');
  };
  // Probes ask for one or the other; both mean: it can answer questions now.
  for (const path of ['/readyz', '/healthz']) app.get(path, { schema: { hide: true } }, ready);
  const metrics = createMetrics();
  const { registry } = metrics;
  const signedIn = admission(context, 'operation:read', options);
  app.get(
    '/metrics',
    { schema: { hide: true }, onRequest: async (request) => (isLocal(request) ? undefined : signedIn(request)) },
    async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()),
  );
  return metrics;
}
