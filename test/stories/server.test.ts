/** The same verbs against a server: contexts, tokens and their roles. */

import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeHome } from '../support/homes.ts';
import { isthmus, serve } from '../support/isthmus.ts';
import type { Place, RunningServer } from '../support/isthmus.ts';

let folder: string;
/** Where the server keeps its data, and a machine that only has a token. */
let host: Place;
let client: Place;
let server: RunningServer;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-server-'));
  host = { home: path.join(folder, 'server'), cwd: folder };
  client = { home: path.join(folder, 'client'), cwd: folder };
  server = await serve(host, ['demo', '--workloads', '60']);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await removeHome(host.home);
  await rm(folder, { recursive: true, force: true });
});

const token = async (role: string): Promise<string> => {
  const created = await isthmus(host, 'token', 'create', `story-${role}`, '--role', role);
  expect(created.code).toBe(0);
  return created.out.trim();
};

describe('a server on this machine', () => {
  it('opens nothing without a token', async () => {
    const ran = await isthmus({ ...client, env: { ISTHMUS_SERVER: server.url } }, 'get', 'workloads');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('IST-8');
    expect((await fetch(`${server.url}/api/v1/workloads`)).status).toBe(401);
  });

  it('answers the same verbs through a context', async () => {
    const env = { ISTHMUS_TOKEN: await token('planner') };
    expect((await isthmus({ ...client, env }, 'context', 'set', 'work', '--server', server.url, '--use')).code).toBe(0);
    const listed = await isthmus(client, 'get', 'workloads', '-o', 'json');
    expect((JSON.parse(listed.out) as { total: number }).total).toBeGreaterThanOrEqual(60);
    expect((await isthmus(client, 'assess')).code).toBe(0);
    expect((await isthmus(client, 'place', '-o', 'json')).code).toBe(0);
    expect((await isthmus(client, 'plan', '-o', 'exit.plan')).code).toBe(0);
    expect((await isthmus(client, 'context', 'list')).out).not.toContain(env.ISTHMUS_TOKEN);
  });

  it('gives a viewer what a viewer may have', async () => {
    const viewer: Place = {
      ...client,
      env: { ISTHMUS_SERVER: server.url, ISTHMUS_TOKEN: await token('viewer'), ISTHMUS_CONTEXT: '' },
    };
    expect((await isthmus(viewer, 'get', 'clusters')).code).toBe(0);
    const refused = await isthmus(viewer, 'token', 'list');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/IST-8\d+/);
  });

  it('forgets a token at once when it is revoked', async () => {
    const secret = await token('viewer');
    const holder: Place = {
      ...client,
      env: { ISTHMUS_SERVER: server.url, ISTHMUS_TOKEN: secret, ISTHMUS_CONTEXT: '' },
    };
    expect((await isthmus(holder, 'get', 'sources')).code).toBe(0);
    const { items } = JSON.parse((await isthmus(host, 'token', 'list', '-o', 'json')).out) as {
      items: { id: string; name: string }[];
    };
    for (const { id, name } of items) if (name === 'story-viewer') await isthmus(host, 'token', 'delete', id);
    expect((await isthmus(holder, 'get', 'sources')).code).toBe(1);
  });

  it('lets its owner make another sign-in link, which works once', async () => {
    const link = (await isthmus(host, 'sign-in', '--server', server.url)).out.trim();
    const secret = new URLSearchParams(new URL(link).hash.slice(1)).get('secret');
    const signIn = (): Promise<Response> =>
      fetch(`${server.url}/api/v1/session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: server.url },
        body: JSON.stringify({ secret }),
      });
    expect((await signIn()).status).toBe(201);
    expect((await signIn()).status).toBeGreaterThanOrEqual(400);
  });
});
