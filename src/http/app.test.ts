import { Readable } from 'node:stream';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { problemSchema } from '../api/common.ts';
import type { Operation, Problem } from '../api/common.ts';
import { ROUTES } from '../api/routes.ts';
import type { Route } from '../api/route.ts';
import { ROLE_ACTIONS } from '../core/access/roles.ts';
import type { Role } from '../core/access/roles.ts';
import type { OwnedContext } from '../services/context.ts';
import { createSignInLink } from '../services/sign-in.ts';
import { createToken } from '../services/tokens.ts';
import { buildApp } from './app.ts';

const ADMIN = { name: 'admin', grants: [{ role: 'admin' }] } as const;
let context: OwnedContext;
let app: FastifyInstance;
beforeAll(async () => {
  context = await testContext();
  app = buildApp(context, { maxUploadBytes: 1000, publicUrl: new URL('https://isthmus.corp.example') });
});
afterAll(async () => {
  await app.close();
  await context[Symbol.asyncDispose]();
});

async function tokenFor(role: Role): Promise<Record<string, string>> {
  const { secret } = await createToken(context, ADMIN, { name: role, role, days: 1 });
  return { authorization: `Bearer ${secret}` };
}

async function signedIn(): Promise<{ cookie: string; setCookie: string }> {
  const { secret } = await createSignInLink(context);
  const answer = await app.inject({ method: 'POST', url: '/api/v1/session', payload: { secret } });
  const setCookie = String(answer.headers['set-cookie']);
  return { cookie: setCookie.split(';')[0] ?? '', setCookie };
}

/** The path with every parameter filled in. */
const urlOf = (route: Route): string => route.path.replaceAll(/:(from|to)/g, '1').replaceAll(/:\w+/g, 'x');
const routes = Object.entries<Route>(ROUTES);

describe('nothing is open by default', () => {
  test.each(routes.filter(([, route]) => route.action !== 'public'))('%s needs credentials', async (_name, route) => {
    const answer = await app.inject({ method: route.method, url: urlOf(route) });
    expect(answer.statusCode).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('Bearer');
    expect(problemSchema.parse(answer.json()).code).toBe('IST-8001');
  });

  test.each(['/openapi.json', '/api/v1/operations/op-1/events'])('%s needs credentials', async (url) => {
    expect((await app.inject({ method: 'GET', url })).statusCode).toBe(401);
  });

  test.each([
    { authorization: 'Bearer ist_0000000000000000000000000000000000000000000' },
    { authorization: 'Bearer x' },
    { authorization: 'Basic YWRtaW46YWRtaW4=' },
    { cookie: 'isthmus_session=guess' },
    { cookie: '__Host-isthmus_session=guess' },
  ])('%j does not let in', async (headers) => {
    const answer = await app.inject({ method: 'GET', url: '/api/v1/session', headers });
    expect(answer.statusCode).toBe(401);
  });

  test.each(routes.filter(([, route]) => route.action !== 'public'))(
    '%s refuses a role that may not',
    async (_name, route) => {
      const roles = (Object.keys(ROLE_ACTIONS) as Role[]).filter(
        (role) => !(ROLE_ACTIONS[role] as readonly string[]).includes(route.action),
      );
      const answers = await Promise.all(
        roles.map(async (role) =>
          app.inject({ method: route.method, url: urlOf(route), headers: await tokenFor(role) }),
        ),
      );
      expect(answers.map((answer) => answer.json<Problem>().code)).toEqual(roles.map(() => 'IST-8002'));
    },
  );
});

describe('sign-in', () => {
  test('a link gives a cookie that scripts and other sites cannot use, once', async () => {
    const { secret } = await createSignInLink(context);
    const answer = await app.inject({ method: 'POST', url: '/api/v1/session', payload: { secret } });
    expect(answer.statusCode).toBe(201);
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^isthmus_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.json()).toMatchObject({ actor: 'admin', roles: ['admin'] });
    expect(answer.body).not.toContain(secret);
    const again = await app.inject({ method: 'POST', url: '/api/v1/session', payload: { secret } });
    expect(again.json<Problem>().code).toBe('IST-8003');
  });

  test('behind a proxy with HTTPS the cookie is bound to the host', async () => {
    const { secret } = await createSignInLink(context);
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { secret },
      headers: { host: 'isthmus.corp.example', 'x-forwarded-proto': 'https', origin: 'https://isthmus.corp.example' },
    });
    expect(String(answer.headers['set-cookie'])).toMatch(/^__Host-isthmus_session=.*; Secure/);
    expect(answer.headers['strict-transport-security']).toBeDefined();
  });

  test('signing out ends the session on the server', async () => {
    const { cookie } = await signedIn();
    const headers = { cookie, origin: 'http://localhost:80' };
    expect((await app.inject({ method: 'GET', url: '/api/v1/session', headers })).json()).toMatchObject({
      actor: 'admin',
    });
    const out = await app.inject({
      method: 'DELETE',
      url: '/api/v1/session',
      headers: { ...headers, host: 'localhost:80', origin: 'http://localhost' },
    });
    expect(out.statusCode).toBe(200);
    expect((await app.inject({ method: 'GET', url: '/api/v1/session', headers })).statusCode).toBe(401);
  });

  test('guessing is slowed down after twenty failures', async () => {
    const guarded = buildApp(context, {});
    const guess = { method: 'POST', url: '/api/v1/session', payload: { secret: 'x'.repeat(43) } } as const;
    for (let attempt = 0; attempt < 20; attempt += 1) expect((await guarded.inject(guess)).statusCode).toBe(401);
    const refused = await guarded.inject(guess);
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('60');
    await guarded.close();
  });

  test('a token cannot make a stronger one', async () => {
    const headers = await tokenFor('planner');
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/tokens',
      headers,
      payload: { name: 'x', role: 'admin', days: 1 },
    });
    expect(answer.json<Problem>().code).toBe('IST-8002');
  });
});

describe('other sites', () => {
  test.each([
    { host: 'localhost:8787', status: 200, reason: 'this machine by name' },
    { host: '127.0.0.1:8787', status: 200, reason: 'an address cannot be rebound' },
    { host: '[::1]:8787', status: 200, reason: 'nor can one of version 6' },
    { host: 'isthmus.corp.example', status: 200, reason: 'the public name' },
    { host: 'ISTHMUS.corp.example:443', status: 200, reason: 'in any case' },
    { host: 'evil.example', status: 421, reason: 'a name that was rebound to this address' },
    { host: 'localhost.evil.example', status: 421, reason: 'a name that looks like this machine' },
    { host: '127.0.0.1.evil.example', status: 421, reason: 'a name that looks like an address' },
    { host: 'user@localhost', status: 421, reason: 'not a host' },
  ])('Host $host: $status ($reason)', async ({ host, status }) => {
    expect((await app.inject({ method: 'GET', url: '/api/v1/version', headers: { host } })).statusCode).toBe(status);
    expect((await app.inject({ method: 'GET', url: '/', headers: { host } })).statusCode).toBe(status);
  });

  const change = (headers: Record<string, string>): InjectOptions => ({
    method: 'POST',
    url: '/api/v1/tokens',
    payload: { name: 'x', role: 'viewer', days: 1 },
    headers: { host: 'localhost:8787', ...headers },
  });

  test.each<{ headers: Record<string, string>; status: number; reason: string }>([
    { headers: { origin: 'http://localhost:8787' }, status: 201, reason: 'the console itself' },
    { headers: { origin: 'http://localhost:9999' }, status: 403, reason: 'another port is another site' },
    { headers: { origin: 'https://evil.example' }, status: 403, reason: 'another site' },
    { headers: { origin: 'null' }, status: 403, reason: 'a sandboxed frame' },
    { headers: {}, status: 403, reason: 'a browser that does not say' },
    { headers: { 'sec-fetch-site': 'cross-site' }, status: 403, reason: 'a form of another site' },
    { headers: { 'sec-fetch-site': 'same-site' }, status: 403, reason: 'a neighbour under the same domain' },
    { headers: { 'sec-fetch-site': 'same-origin' }, status: 201, reason: 'the console without Origin' },
  ])('with a cookie, $reason: $status', async ({ headers, status }) => {
    const { cookie } = await signedIn();
    const answer = await app.inject(change({ ...headers, cookie }));
    expect(answer.statusCode).toBe(status);
  });

  test('programs with a token need no Origin, and are refused with a foreign one', async () => {
    const token = await tokenFor('admin');
    expect((await app.inject(change(token))).statusCode).toBe(201);
    expect((await app.inject(change({ ...token, origin: 'https://evil.example' }))).json<Problem>().code).toBe(
      'IST-8004',
    );
  });

  test('another site cannot sign its visitor in', async () => {
    const { secret } = await createSignInLink(context);
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { secret },
      headers: { origin: 'https://evil.example' },
    });
    expect(answer.json<Problem>().code).toBe('IST-8004');
  });

  test('what a form can send is not taken as JSON', async () => {
    const { cookie } = await signedIn();
    const answer = await app.inject({
      ...change({ cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'text/plain' }),
      payload: '{"name":"x","role":"admin"}',
    });
    expect(answer.json<Problem>().code).toBe('IST-8010');
  });

  test('every answer carries the headers that keep the console to itself', async () => {
    for (const url of ['/', '/api/v1/version', '/api/v1/session', '/nowhere/x.js']) {
      const { headers } = await app.inject({ method: 'GET', url });
      expect(headers['content-security-policy']).toContain("default-src 'none'");
      expect(headers['content-security-policy']).not.toContain('unsafe');
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
      });
      expect(headers['access-control-allow-origin']).toBeUndefined();
    }
  });
});

describe('problems', () => {
  const cases: [string, InjectOptions, number, string][] = [
    ['an address of the API that is none', { method: 'GET', url: '/api/v1/nothing' }, 404, 'IST-8008'],
    ['a method that is none', { method: 'DELETE', url: '/api/v1/workloads' }, 404, 'IST-8008'],
    ['a page number that is none', { method: 'GET', url: '/api/v1/workloads?limit=many' }, 400, 'IST-8007'],
    ['more rows than a page holds', { method: 'GET', url: '/api/v1/workloads?limit=100000' }, 400, 'IST-8007'],
    [
      'a broken body',
      { method: 'POST', url: '/api/v1/tokens', payload: '{', headers: { 'content-type': 'application/json' } },
      400,
      'IST-8007',
    ],
    [
      'an empty body',
      { method: 'POST', url: '/api/v1/tokens', payload: '', headers: { 'content-type': 'application/json' } },
      400,
      'IST-8007',
    ],
    ['a missing field', { method: 'POST', url: '/api/v1/tokens', payload: { name: 'x' } }, 400, 'IST-8007'],
    [
      'a role that is none',
      { method: 'POST', url: '/api/v1/tokens', payload: { name: 'x', role: 'root' } },
      400,
      'IST-8011',
    ],
    [
      'a body that is too large',
      { method: 'POST', url: '/api/v1/tokens', payload: { name: 'x'.repeat(2 ** 21), role: 'viewer' } },
      413,
      'IST-8009',
    ],
    [
      'a large plan that is none',
      { method: 'POST', url: '/api/v1/plans/check', payload: { plan: { text: 'x'.repeat(2 ** 21) } } },
      400,
      'IST-8007',
    ],
    ['a filter with a wrong field', { method: 'GET', url: '/api/v1/workloads?filter=os.famly%3Dx' }, 400, 'IST-2002'],
    ['an unknown operation', { method: 'GET', url: '/api/v1/operations/op-0' }, 404, 'IST-2107'],
    ['events of an unknown operation', { method: 'GET', url: '/api/v1/operations/op-0/events' }, 404, 'IST-2107'],
    ['a wait that is none', { method: 'GET', url: '/api/v1/operations/op-0?wait=5' }, 400, 'IST-8007'],
    ['a placement without sites', { method: 'GET', url: '/api/v1/placements/latest' }, 404, 'IST-2108'],
  ];
  test.each(cases)('%s', async (_what, request, status, code) => {
    const answer = await app.inject({ ...request, headers: { ...request.headers, ...(await tokenFor('admin')) } });
    const problem = problemSchema.parse(answer.json());
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect({ status: answer.statusCode, code: problem.code }).toEqual({ status, code });
    expect(problem.status).toBe(status);
    expect(problem.instance).toMatch(/^urn:isthmus:request:[0-9a-f-]{36}$/);
    const page = await app.inject({ method: 'GET', url: problem.type });
    expect(page.body).toContain(code);
  });

  test('a wrong value is named by its place', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/v1/tokens',
      payload: { name: '', role: 'viewer' },
      headers: await tokenFor('admin'),
    });
    expect(answer.json<Problem>().causes[0]?.where).toBe('body.name');
  });

  test('an unexpected failure tells nothing of its inside', async () => {
    const broken = buildApp(
      {
        ...context,
        store: { ...context.store, query: () => Promise.reject(new Error('password=hunter2')) },
      },
      { trustedActor: ADMIN },
    );
    const answer = await broken.inject({ method: 'GET', url: '/api/v1/tokens' });
    expect(answer.json<Problem>()).toMatchObject({ status: 500, code: 'IST-7001' });
    expect(answer.body).not.toContain('hunter2');
    await broken.close();
  });
});

describe('imports', () => {
  const upload = async (payload: Buffer | Readable, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: '/api/v1/imports?fileName=x.xlsx',
      payload,
      headers: { ...(await tokenFor('assessor')), 'content-type': 'application/octet-stream', ...headers },
    });
  const spooled = (): Promise<string[]> => readdir(path.join(context.home, 'spool')).catch(() => []);

  test('are answered with an operation that can be waited for; the upload is gone afterwards', async () => {
    const answer = await upload(Buffer.from('not a workbook'));
    expect(answer.statusCode).toBe(202);
    const { id } = answer.json<Operation>();
    expect(answer.headers.location).toBe(`/api/v1/operations/${id}`);
    const ended = await app.inject({
      method: 'GET',
      url: `/api/v1/operations/${id}?wait=30s`,
      headers: await tokenFor('viewer'),
    });
    const operation = ended.json<Operation>();
    expect(operation).toMatchObject({ kind: 'import', state: 'failed' });
    expect(operation.problem?.code).toMatch(/^IST-1/);
    await expect.poll(spooled).toEqual([]);
  });

  test('over the limit are refused and leave nothing behind, whether or not they say their size', async () => {
    const large = Buffer.alloc(2000);
    expect((await upload(large)).json<Problem>().code).toBe('IST-8009');
    expect((await upload(Readable.from([large]), { 'transfer-encoding': 'chunked' })).json<Problem>().code).toBe(
      'IST-8009',
    );
    expect(await spooled()).toEqual([]);
  });

  test('as JSON are refused', async () => {
    const answer = await upload(Buffer.from('{}'), { 'content-type': 'application/json' });
    expect(answer.json<Problem>().code).toBe('IST-8010');
  });
});

describe('operations', () => {
  test('can be followed by events to their end', async () => {
    const started = await app.inject({
      method: 'POST',
      url: '/api/v1/assessments',
      payload: {},
      headers: await tokenFor('assessor'),
    });
    const { id } = started.json<Operation>();
    const stream = await app.inject({
      method: 'GET',
      url: `/api/v1/operations/${id}/events`,
      headers: await tokenFor('viewer'),
    });
    expect(stream.headers['content-type']).toContain('text/event-stream');
    const events = stream.body.split('\n\n').filter((event) => event.startsWith('event: operation\ndata: '));
    const last = JSON.parse(events.at(-1)?.split('data: ')[1] ?? '') as Operation;
    expect(last).toMatchObject({ id, state: 'failed', problem: { code: 'IST-2101' } });
  });
});

describe('the description', () => {
  test('is OpenAPI 3.1, describes every route, and resolves', async () => {
    const answer = await app.inject({ method: 'GET', url: '/openapi.json', headers: await tokenFor('viewer') });
    const document = answer.json<{
      openapi: string;
      paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
      components: { schemas: Record<string, object> };
    }>();
    expect(document.openapi).toBe('3.1.0');
    const described = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).map((operation) => operation.operationId),
    );
    expect(described.toSorted()).toEqual([...Object.keys(ROUTES), 'watchOperation'].sort());
    for (const [name, route] of routes) {
      const operation = document.paths[route.path.replaceAll(/:(\w+)/g, '{$1}')]?.[route.method.toLowerCase()];
      expect(operation?.operationId).toBe(name);
      expect(Object.keys(operation?.responses ?? {})).toEqual(
        expect.arrayContaining([String(route.status), 'default']),
      );
    }
    const references = [...answer.body.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(
      (match) => match[1] ?? '',
    );
    expect(references.filter((name) => document.components.schemas[name] === undefined)).toEqual([]);
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Workload', 'Problem', 'Operation']),
    );
    const ajv = new Ajv2020.default({ strict: false });
    for (const schema of Object.values(document.components.schemas)) {
      ajv.compile({ ...schema, components: document.components } as object);
    }
  });
});

describe('health', () => {
  test('liveness and readiness need no credentials', async () => {
    expect((await app.inject('/livez')).body).toBe('ok\n');
    expect((await app.inject('/readyz')).statusCode).toBe(200);
    expect((await app.inject('/healthz')).body).toBe('ok\n');
  });

  test('a server without its database is alive and not ready', async () => {
    const lonely = buildApp(
      { ...context, store: { ...context.store, query: () => Promise.reject(new Error('gone')) } },
      {},
    );
    expect((await lonely.inject('/livez')).statusCode).toBe(200);
    expect((await lonely.inject('/readyz')).json<Problem>().code).toBe('IST-7006');
    await lonely.close();
  });

  test('metrics are for this machine and for who is signed in', async () => {
    await app.inject('/api/v1/version');
    const local = await app.inject('/metrics');
    expect(local.body).toMatch(
      /isthmus_http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/version",status="200"\} \d+/,
    );
    expect(local.body).not.toContain('op-0');
    expect((await app.inject({ url: '/metrics', remoteAddress: '10.0.0.5' })).statusCode).toBe(401);
    expect((await app.inject({ url: '/metrics', headers: { 'x-forwarded-for': '127.0.0.1' } })).statusCode).toBe(401);
    expect(
      (await app.inject({ url: '/metrics', remoteAddress: '10.0.0.5', headers: await tokenFor('viewer') })).statusCode,
    ).toBe(200);
  });
});

describe('in this process', () => {
  test('a trusted actor needs no credentials, and the app refuses to listen', async () => {
    const trusted = buildApp(context, { trustedActor: ADMIN });
    expect((await trusted.inject({ method: 'GET', url: '/api/v1/session' })).json()).toMatchObject({ actor: 'admin' });
    await expect(async () => trusted.listen({ port: 0 })).rejects.toMatchObject({ code: 'IST-7001' });
    await trusted.close();
  });

  test('a trusted actor has the rights of its grants and no more', async () => {
    const trusted = buildApp(context, { trustedActor: { name: 'x', grants: [{ role: 'viewer' }] } });
    expect((await trusted.inject({ method: 'GET', url: '/api/v1/tokens' })).statusCode).toBe(403);
    await trusted.close();
  });
});
