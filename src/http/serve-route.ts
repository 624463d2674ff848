/** Puts a route of the contract on the app: who may call it, what it takes, what it gives. */

import type { FastifyInstance, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { problemSchema } from '../api/common.ts';
import type { Route } from '../api/route.ts';
import type { ServiceContext } from '../services/context.ts';
import type { RequestAudit } from './audit-hook.ts';
import { authenticate, requireAllowed } from './authenticate.ts';
import type { Caller } from './authenticate.ts';
import { requireSameOrigin } from './hosts.ts';
import { NOBODY } from './handler.ts';
import type { Handler } from './handler.ts';
import { REPORT_POLICY } from './security-headers.ts';
import type { AppOptions } from './server-settings.ts';

const MIB = 1024 * 1024;
/** Bodies are read after sign-in, so only the sign-in itself must be small. */
const BODY_LIMITS: Readonly<Record<string, number>> = {
  signIn: 4096,
  putSites: 8 * MIB,
  makeArtefacts: 256 * MIB,
  checkPlan: 256 * MIB,
  planGpus: 64 * MIB,
  defragmentGpus: 64 * MIB,
};

const callers = new WeakMap<FastifyRequest, Caller>();

/** Lets the request in or throws; runs before the body is read. */
export function admission(context: ServiceContext, action: Route['action'], options: Pick<AppOptions, 'trustedActor'>) {
  return async (request: FastifyRequest): Promise<void> => {
    if (options.trustedActor !== undefined) {
      callers.set(request, { actor: options.trustedActor, expiresAt: null });
      if (action !== 'public') requireAllowed(options.trustedActor, action);
    } else if (action === 'public') requireSameOrigin(request, false);
    else {
      const caller = await authenticate(context, request);
      // First: the audit log says who was refused.
      callers.set(request, caller);
      requireAllowed(caller.actor, action);
    }
  };
}

/** Who was let in; on public routes nobody. */
export function callerOf(request: FastifyRequest): Caller {
  return callers.get(request) ?? { actor: NOBODY, expiresAt: null };
}

/** The context of one request: its actor, and a signal for when the client goes away. */
function requestContext(context: ServiceContext, request: FastifyRequest): ServiceContext {
  return { ...context, actor: callerOf(request).actor.name };
}

function schemaOf(name: string, route: Route): NonNullable<RouteShorthandOptions['schema']> {
  const success =
    route.produces === undefined
      ? route.response
      : { description: route.summary, content: { [route.produces]: { schema: route.response } } };
  return {
    operationId: name,
    summary: route.summary,
    tags: [route.tag],
    ...(route.action === 'public' && { security: [] }),
    ...(route.params !== undefined && { params: route.params }),
    ...(route.query !== undefined && { querystring: route.query }),
    ...(route.body !== undefined && route.bodyType !== 'stream' && { body: route.body }),
    ...(route.bodyType === 'stream' && { consumes: ['application/octet-stream'] }),
    response: {
      [route.status]: success,
      default: {
        description: 'Problem details',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  };
}

export function serveRoute(
  app: FastifyInstance,
  context: ServiceContext,
  options: AppOptions,
  name: string,
  route: Route,
  handler: Handler<Route>,
  audit: RequestAudit,
): void {
  app.route({
    method: route.method,
    url: route.path,
    schema: schemaOf(name, route),
    ...(BODY_LIMITS[name] !== undefined && { bodyLimit: BODY_LIMITS[name] }),
    onRequest: admission(context, route.action, options),
    async onSend(request, reply, payload) {
      await audit.write({ name, route, actor: callerOf(request).actor.name }, request, reply, payload);
    },
    async handler(request, reply) {
      const { params, query, body } = request;
      const answer = await handler(requestContext(context, request), {
        params,
        query,
        body,
        request,
        reply,
        caller: callerOf(request),
      });
      void reply.code(route.status).header('cache-control', 'no-store');
      if (route.produces !== undefined) void reply.type(`${route.produces}; charset=utf-8`);
      if (route.produces === 'text/html') void reply.header('content-security-policy', REPORT_POLICY);
      if (route.status === 202)
        void reply.headers({ location: `/api/v1/operations/${(answer as { id: string }).id}`, 'retry-after': '1' });
      return reply.send(answer);
    },
  });
}
