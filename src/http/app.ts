/** The HTTP edge: the contract in src/api served over the services, plus health, console and description. */

import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import Fastify, { LogController } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { ROUTES } from '../api/routes.ts';
import type { Route } from '../api/route.ts';
import { failure } from '../core/errors/registry.ts';
import { shippedFile } from '../shipped-files.ts';
import type { ServiceContext } from '../services/context.ts';
import { RequestAudit } from './audit-hook.ts';
import { Background } from './background.ts';
import { addConsole, addErrorPages } from './console.ts';
import type { Handler } from './handler.ts';
import { requireOwnHost } from './hosts.ts';
import { addOpenApi } from './openapi.ts';
import { sendProblem } from './problem.ts';
import { refuseNul } from './refuse-nul.ts';
import { handlersOf } from './routes/all.ts';
import { addOperationEvents } from './routes/operation-events.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { admission, callerOf, serveRoute } from './serve-route.ts';
import type { AppOptions } from './server-settings.ts';
import { sweepSpool } from './spool.ts';

const CONSOLE_FOLDER = fileURLToPath(shippedFile('dist/console'));
const JSON_LIMIT = 1024 * 1024;
/** Long enough for the largest upload over a slow line; a request that sends nothing ends much earlier. */
const REQUEST_TIMEOUT_MS = 6 * 3_600_000;

/**
 * The app, ready for inject() or listen(). With `trustedActor` it serves this process only: no console, no health,
 * no description, and listen() refuses.
 */
export function buildApp(context: ServiceContext, options: AppOptions): FastifyInstance {
  const trusted = options.trustedActor !== undefined;
  const app = Fastify({
    ...(options.logger === undefined ? { logger: false } : { loggerInstance: options.logger }),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: JSON_LIMIT,
    requestTimeout: trusted ? 0 : REQUEST_TIMEOUT_MS,
    routerOptions: { maxParamLength: 300 },
    trustProxy: options.publicUrl === undefined ? false : ['loopback', 'linklocal', 'uniquelocal'],
    forceCloseConnections: 'idle',
    genReqId: () => crypto.randomUUID(),
    return503OnClosing: true,
  }) as unknown as FastifyInstance;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => sendProblem(request, reply, error));
  app.addHook('preHandler', refuseNul);
  // Only what the contract names is taken: plain text would let a form of another site through.
  app.removeContentTypeParser('text/plain');
  void app.register(cookie);
  const audit = new RequestAudit(context);
  const background = new Background(context, { takeOver: !trusted });
  app.addHook('preClose', () => background.end());
  if (trusted) refuseToListen(app);
  else {
    guard(app, options);
    app.addHook('onReady', () => sweepSpool(context.home, new Date()));
    app.addHook('onListen', () => background.begin());
    app.addHook('onListen', () => audit.begin());
    app.addHook('preClose', () => audit.end());
  }
  if (!trusted) addOpenApi(app);
  void app.register(async (routes) => {
    routes.addContentTypeParser('application/octet-stream', (_request, payload, done) => done(null, payload));
    const handlers: Readonly<Record<string, Handler<Route>>> = handlersOf(options, background);
    for (const [name, route] of Object.entries<Route>(ROUTES)) {
      const handler = handlers[name];
      if (handler === undefined) throw new TypeError(`route ${name} has no handler`);
      serveRoute(routes, context, options, name, route, handler, audit);
    }
    addOperationEvents(routes, context, options, background.stopping);
  });
  if (!trusted) {
    void app.register(async (pages) => {
      // Loaded by servers only: the command line builds this app for every question and needs none of it.
      const { addHealth } = await import('./health.ts');
      const metrics = addHealth(pages, context, options);
      app.addHook('onResponse', (request, reply, done) => {
        metrics.observe(request, reply);
        done();
      });
      addErrorPages(pages);
      const signedIn = admission(context, 'session:own', options);
      pages.get('/openapi.json', { schema: { hide: true }, onRequest: signedIn }, () => app.swagger());
    });
    addConsole(app, options.consoleFolder ?? CONSOLE_FOLDER);
  }
  return app;
}

function refuseToListen(app: FastifyInstance): void {
  app.listen = () => {
    throw failure('IST-7001', 'an app that trusts its caller must not listen');
  };
}

/** What every request from outside must pass, and the line it leaves in the log. */
function guard(app: FastifyInstance, options: AppOptions): void {
  const names = new Set((options.hostNames ?? []).map((name) => name.toLowerCase()));
  if (options.publicUrl !== undefined) names.add(options.publicUrl.hostname.toLowerCase());
  app.addHook('onRequest', async (request, reply) => {
    setSecurityHeaders(request, reply);
    requireOwnHost(request, names);
  });
  app.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request;
    // Without the query: filters name machines and people.
    const line = {
      method,
      path: url.split('?')[0],
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      actor: callerOf(request).actor.name,
    };
    request.log.info(line, 'answered');
    done();
  });
}
