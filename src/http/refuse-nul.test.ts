import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { problemSchema } from '../api/common.ts';
import { waiverRequestSchema } from '../core/policy/waivers/waiver-request.ts';
import type { OwnedContext } from '../services/context.ts';
import { buildApp } from './app.ts';

let context: OwnedContext;
let app: FastifyInstance;
beforeAll(async () => {
  context = await testContext();
  app = buildApp(context, {
    maxUploadBytes: 1000,
    publicUrl: new URL('https://isthmus.corp.example'),
    trustedActor: { name: 'admin', grants: [{ role: 'admin' }] },
  });
});
afterAll(async () => {
  await app.close();
  await context[Symbol.asyncDispose]();
});

const waiver = {
  name: 'small',
  rule: 'gdpr-ch5/g-44',
  owner: 'olga',
  expires: '2026-12-01',
  reason: 'see \0 here',
};

test.each([
  { method: 'POST', url: '/api/v1/waivers', payload: waiver, where: 'body.reason' },
  { method: 'GET', url: '/api/v1/audit?actor=%00', payload: undefined, where: 'query.actor' },
  {
    method: 'POST',
    url: '/api/v1/waivers',
    payload: { ...waiver, reason: 'fine', sites: ['fine', 'a\0b'] },
    where: 'body.sites.1',
  },
  {
    method: 'POST',
    url: '/api/v1/audit/erasures',
    payload: { name: 'ol\0ga', reason: 'asked' },
    where: 'body.name',
  },
  { method: 'GET', url: '/api/v1/decisions/a%00b', payload: undefined, where: 'params.id' },
] as const)('$method $url says where the NUL stands', async ({ method, url, payload, where }) => {
  const answer = await app.inject({ method, url, ...(payload !== undefined && { payload }) });
  const { code, causes } = problemSchema.parse(answer.json());
  expect({ status: answer.statusCode, code }).toEqual({ status: 400, code: 'IST-8007' });
  expect(causes?.[0]?.where).toBe(where);
});

test('a waiver of a waivers.yaml, which writes a NUL in its own way, is refused, too', () => {
  const { error } = waiverRequestSchema.safeParse(waiver);
  expect(error?.issues).toMatchObject([{ path: ['reason'], message: expect.stringContaining('U+0000') as string }]);
});
