/** Secrets are looked for wherever something is written or answered: none may be found. And nothing calls out. */

import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Writable } from 'node:stream';
import type { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { fakePlatform, fakeProvider, withProviders } from '../../test/support/live-provider.ts';
import { ROUTES } from '../api/routes.ts';
import { failure } from '../core/errors/registry.ts';
import { buildApp } from '../http/app.ts';
import { createLogger } from '../http/logger.ts';
import { startWorker } from '../worker/worker.ts';
import { connectSource } from './connect-source.ts';
import type { OwnedContext } from './context.ts';
import { runDoctor } from './doctor.ts';
import { startOperation } from './operations.ts';
import { scrubber } from './source-scrub.ts';
import { testSource } from './source-test.ts';
import { updateSource } from './source-update.ts';
import { getSource } from './sources.ts';
import { syncSource } from './sync-source.ts';

const SECRET = 'Zw3i+Gr4ben/und"Brücken';
const OTHER = 'second-Secret-9931';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context?.[Symbol.asyncDispose]());

/** Every way one would write it down. */
function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, 'utf8');
  return [
    secret,
    JSON.stringify(secret).slice(1, -1),
    encodeURIComponent(secret),
    bytes.toString('base64'),
    bytes.toString('hex'),
  ];
}

function expectNoSecret(text: string, where: string): void {
  for (const form of [SECRET, OTHER].flatMap(formsOf)) expect(text.includes(form), where).toBe(false);
}

async function dump(): Promise<string> {
  const { rows: tables } = await context.store.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const { rows } = await context.store.query<{ text: string }>(`select t::text as text from ${name} t`);
    texts.push(...rows.map(({ text }) => text));
  }
  return texts.join('\n');
}

describe('a secret', () => {
  it('is in no table, no log line, no answer, no operation and no error, whatever goes wrong', async () => {
    const platform = fakePlatform(3);
    const inner = withProviders(context, fakeProvider(platform));
    const lines: string[] = [];
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString('utf8'));
        done();
      },
    });
    const log = createLogger('trace', stream as unknown as Parameters<typeof createLogger>[1]);
    const answers: unknown[] = [];
    const note = async (work: Promise<unknown>): Promise<void> => {
      answers.push(
        await work.catch((error: Error & { causes?: unknown; hint?: unknown }) => [
          error.message,
          error.stack,
          error.causes,
          error.hint,
          String(error.cause),
        ]),
      );
    };
    const request = {
      kind: 'fake',
      name: 'vc',
      settings: { address: 'vc.example' },
      secrets: { password: { value: SECRET } },
    };
    await note(connectSource(inner, { ...request, settings: { address: 'x', password: SECRET } }));
    await note(connectSource(inner, { ...request, settings: { address: 'x', port: SECRET } }));
    platform.failConnect = failure('IST-2203', `user reader:${SECRET} refused`, {
      causes: [{ message: `Basic ${Buffer.from(SECRET).toString('base64')}` }],
    });
    await note(connectSource(inner, request));
    platform.failConnect = undefined;
    await note(connectSource(inner, request));
    await note(updateSource(inner, 'vc', { secrets: { token: { value: OTHER } } }));
    const worker = startWorker(inner, { log, pollMs: 50 });
    await note(syncSource(inner, 'vc'));
    platform.failRead = new Error(`GET https://reader:${encodeURIComponent(SECRET)}@vc.example with ${OTHER}`);
    await note(syncSource(inner, 'vc'));
    const { ended } = await startOperation(inner, 'sync', (operation) => syncSource(operation, 'vc'));
    await ended;
    await worker[Symbol.asyncDispose]();
    await note(testSource(inner, 'vc'));
    await note(runDoctor(inner));
    await note(getSource(inner, 'vc'));
    const app = buildApp(inner, { logger: log, trustedActor: { name: 'tester', grants: [{ role: 'admin' }] } });
    for (const { method, path } of Object.values(ROUTES)) {
      if (method !== 'GET' || path.includes(':') || path.includes('events')) continue;
      const response = await app.inject({ method, url: path, headers: { host: 'localhost' } });
      answers.push(response.payload);
    }
    await app.close();

    expect(platform.secrets).toEqual({ password: SECRET, token: OTHER });
    for (const answer of answers) expectNoSecret(JSON.stringify(answer) ?? '', 'answer');
    expect(answers.length).toBeGreaterThan(12);
    expect(lines.join('')).toContain('sync of vc failed');
    expectNoSecret(lines.join(''), 'log');
    const database = await dump();
    expect(database).toContain('[secret]');
    expectNoSecret(database, 'database');
  });

  it('that a provider repeats is taken out of texts in each of its forms', () => {
    const scrub = scrubber({ password: SECRET, short: 'ab', key: `-----BEGIN-----\n${'k'.repeat(40)}\n` });
    for (const form of formsOf(SECRET).slice(0, 3)) expect(scrub.text(`x ${form} y`)).toBe('x [secret] y');
    expect(scrub.text('abc')).toBe('abc');
    expect(scrub.text(`line ${'k'.repeat(40)}`)).toBe('line [secret]');
  });
});

describe('what a platform says of itself and of its parts', () => {
  const forms = (secret: string): string[] => {
    const basic = ['a', 'ab', 'abc', 'reader'].map((user) => Buffer.from(`${user}:${secret}`, 'utf8'));
    const bytes = Buffer.from(secret, 'utf8');
    const hex = bytes.toString('hex');
    return [
      hex,
      hex.toUpperCase(),
      bytes.toString('base64url'),
      ...basic.flatMap((both) => [both.toString('base64'), both.toString('base64url')]),
    ];
  };

  it('loses every form of a secret, also beside a user name', () => {
    for (const secret of [SECRET, OTHER, 'secret', 'p??>>~~', 'four-4', 'seven-7'])
      for (const form of forms(secret)) {
        const left = scrubber({ password: secret }).text(`says ${form}.`);
        expect(left).toContain('[secret]');
        const tail = form.replace(/=+$/, '').slice(-8, -2);
        expect(left.includes(tail), form).toBe(false);
      }
  });

  it('is stored and shown without secrets', async () => {
    const platform = fakePlatform(1);
    const provider = fakeProvider(platform);
    const { live } = provider;
    const inner = withProviders(context, {
      ...provider,
      live: live && {
        ...live,
        async connect(request) {
          const opened = await live.connect(request);
          return {
            ...opened,
            identity: {
              ...opened.identity,
              product: `Fake ${SECRET}`,
              instanceId: `leaky-${SECRET}`,
              account: `reader:${SECRET}`,
              endpoint: `https://reader:${encodeURIComponent(SECRET)}@vc.example`,
              lacking: [{ right: `right of ${SECRET}`, cost: SECRET }],
            },
            inventory: {
              async *read(asked) {
                const end = yield* opened.inventory!.read(asked);
                return {
                  ...end,
                  parts: [{ name: `part ${SECRET}`, rows: 1, handling: 'read' }],
                  missing: [{ part: `part ${SECRET}`, cost: SECRET, facts: [] }],
                };
              },
            },
          };
        },
      },
    });
    const secrets = { password: { value: SECRET } };
    const settings = { address: 'leaky.example' };
    const answers = [await connectSource(inner, { kind: 'fake', name: 'leaky', settings, secrets })];
    await syncSource(inner, 'leaky');
    expectNoSecret(
      JSON.stringify([answers, await getSource(inner, 'leaky'), await testSource(inner, 'leaky')]),
      'answer',
    );
    const database = await dump();
    expect(database).toContain('part [secret]');
    expectNoSecret(database, 'database');
  });
});

describe('bytes', () => {
  it('go to the database and nowhere else while a source is connected, synced and examined', async () => {
    const platform = fakePlatform(3);
    platform.instanceId = 'bytes';
    const inner = withProviders(context, fakeProvider(platform));
    const sockets: Socket[] = [];
    const seen = (message: unknown): void => void sockets.push((message as { socket: Socket }).socket);
    subscribe('net.client.socket', seen);
    try {
      const settings = { address: '127.0.0.1:1' };
      await connectSource(inner, { kind: 'fake', name: 'bytes', settings, secrets: { password: { value: 'x' } } });
      await syncSource(inner, 'bytes');
      await Promise.all([syncSource(inner, 'bytes'), getSource(inner, 'bytes'), getSource(inner, 'bytes')]);
      await runDoctor(inner);
    } finally {
      unsubscribe('net.client.socket', seen);
    }
    const { rows } = await context.store.query<{ port: number }>('select inet_server_port() as port');
    // Beside it the doctor looks at the certificate of the source's own address, where nobody answers.
    const others = sockets.filter(({ remotePort }) => remotePort !== undefined && remotePort !== rows[0]?.port);
    expect(others).toEqual([]);
  });
});
