import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import type { Role } from '../core/access/roles.ts';
import { listAudit } from '../services/audit-log.ts';
import type { OwnedContext } from '../services/context.ts';
import { createSignInLink } from '../services/sign-in.ts';
import { createToken } from '../services/tokens.ts';
import { buildApp } from './app.ts';

const ADMIN = { name: 'admin', grants: [{ role: 'admin' }] } as const;
let context: OwnedContext;
let app: FastifyInstance;
beforeAll(async () => {
  context = await testContext();
  app = buildApp(context, {});
});
afterAll(async () => {
  await app.close();
  await context[Symbol.asyncDispose]();
});

const tokenFor = async (role: Role): Promise<Record<string, string>> => {
  const { secret } = await createToken(context, ADMIN, { name: role, role, days: 1 });
  return { authorization: `Bearer ${secret}`, host: 'localhost' };
};
const newest = async (action: string) => (await listAudit(context, { action, limit: 1 })).items[0];

describe('requests in the audit log', () => {
  it('are there with route, object, outcome and actor, and without what was sent', async () => {
    const headers = await tokenFor('admin');
    const payload = { name: 'a very secret name', role: 'viewer', days: 3 };
    const answer = await app.inject({ method: 'POST', url: '/api/v1/tokens', headers, payload });
    expect(answer.statusCode).toBe(201);
    expect(await newest('request.createToken')).toMatchObject({
      actor: 'token:admin',
      object: { kind: 'route', id: 'createToken' },
      detail: { method: 'POST', path: '/api/v1/tokens', status: 201, outcome: 'done' },
    });
    // The service's own record names the token, so that its later doings can be told to be those of its maker.
    const made = await newest('token.create');
    expect(made).toMatchObject({
      actor: 'token:admin',
      object: { kind: 'api-token' },
      detail: { name: payload.name, role: 'viewer' },
    });
    const { secret, id } = answer.json<{ secret: string; id: string }>();
    await app.inject({ method: 'DELETE', url: `/api/v1/tokens/${id}`, headers });
    expect(await newest('request.deleteToken')).toMatchObject({ object: { kind: 'access', id } });
    const { rows } = await context.store.query<{ action: string; text: string }>(
      `select r.action, r.body || coalesce(d.detail, '') as text from audit_records r left join audit_details d using (seq)`,
    );
    const requests = rows.filter(({ action }) => action.startsWith('request.'));
    expect(requests.filter(({ text }) => text.includes('a very secret name'))).toEqual([]);
    expect(rows.filter(({ text }) => text.includes(secret))).toEqual([]);
  });

  it('that failed say with which code', async () => {
    const headers = await tokenFor('admin');
    await app.inject({ method: 'DELETE', url: '/api/v1/tokens/tok-none', headers });
    expect((await newest('request.deleteToken'))?.detail).toMatchObject({ outcome: 'failed', code: 'IST-8012' });
  });

  it('that were refused name who was refused, reads too; other reads are not recorded', async () => {
    const headers = await tokenFor('viewer');
    await app.inject({ method: 'GET', url: '/api/v1/tokens', headers });
    expect(await newest('refused.listTokens')).toMatchObject({
      actor: 'token:viewer',
      detail: { outcome: 'refused', code: 'IST-8002' },
    });
    await app.inject({ method: 'GET', url: '/api/v1/session', headers });
    expect(await newest('request.getSession')).toBeUndefined();
  });

  it('sign-ins are there with the person, failed ones without', async () => {
    const { secret } = await createSignInLink(context, { name: 'olga' });
    const signIn = (text: string) =>
      app.inject({ method: 'POST', url: '/api/v1/session', payload: { secret: text }, headers: { host: 'localhost' } });
    await signIn(secret);
    expect(await newest('session.sign-in')).toMatchObject({ actor: 'olga' });
    await signIn(secret);
    expect(await newest('refused.signIn')).toMatchObject({ actor: 'anonymous', detail: { code: 'IST-8003' } });
  });

  it('keep what somebody typed in the place of an id where it can be removed, not in the chain', async () => {
    const typed = 'Maria Musterfrau';
    const url = `/api/v1/decisions/${encodeURIComponent(typed)}`;
    await app.inject({ method: 'GET', url, headers: { host: 'localhost' } });
    expect(await newest('refused.getDecision')).toMatchObject({
      object: { kind: 'route', id: 'getDecision' },
      detail: { asked: typed },
    });
    const headers = await tokenFor('admin');
    await app.inject({ method: 'DELETE', url: `/api/v1/tokens/${encodeURIComponent(typed)}`, headers });
    expect(await newest('request.deleteToken')).toMatchObject({
      object: { kind: 'route', id: 'deleteToken' },
      detail: { asked: typed, outcome: 'failed' },
    });
    const { rows } = await context.store.query('select seq from audit_records where position($1 in body) > 0', [
      'Maria',
    ]);
    expect(rows).toEqual([]);
    await app.inject({ method: 'DELETE', url: '/api/v1/tokens/tok-0123456789abcdef', headers });
    expect((await newest('request.deleteToken'))?.object).toEqual({ kind: 'access', id: 'tok-0123456789abcdef' });
  });

  it('that are refused over and over do not fill the log: the rest is counted', async () => {
    const before = (await listAudit(context, { action: 'refused', limit: 1 })).total;
    for (let at = 0; at < 80; at += 1)
      await app.inject({ method: 'GET', url: '/api/v1/workloads', headers: { host: 'localhost' } });
    expect((await listAudit(context, { action: 'refused', limit: 1 })).total - before).toBeLessThanOrEqual(60);
  });

  it('from outside, however many, do not hide what somebody who is signed in tries', async () => {
    for (let at = 0; at < 70; at += 1)
      await app.inject({ method: 'GET', url: '/api/v1/workloads', headers: { host: 'localhost' } });
    const headers = await tokenFor('assessor');
    await app.inject({ method: 'GET', url: '/api/v1/tokens', headers });
    expect(await newest('refused.listTokens')).toMatchObject({ actor: 'token:assessor' });
  });

  it('are not for everybody who reads: neither the list nor the pages of an export', async () => {
    const ask = async (role: Role, url: string) =>
      (await app.inject({ method: 'GET', url: `/api/v1/audit${url}`, headers: await tokenFor(role) })).statusCode;
    for (const url of ['', '/exports/pages?from=1&to=2']) {
      expect(await ask('viewer', url), url).toBe(403);
      expect(await ask('compliance-officer', url), url).toBe(200);
    }
    expect(await ask('viewer', '/keys')).toBe(200);
  });
});
