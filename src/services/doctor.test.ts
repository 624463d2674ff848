import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeCertificates } from '../../test/support/certificates.ts';
import { testContext } from '../../test/support/database.ts';
import { fakePlatform, fakeProvider, withProviders } from '../../test/support/live-provider.ts';
import type { FakePlatform } from '../../test/support/live-provider.ts';
import { failure } from '../core/errors/registry.ts';
import { startWorker } from '../worker/worker.ts';
import { connectSource } from './connect-source.ts';
import type { OwnedContext } from './context.ts';
import { runDoctor } from './doctor.ts';
import type { DoctorCheck } from './doctor.ts';
import { newKeyLine } from './seal-keys.ts';
import { updateSource } from './source-update.ts';
import { syncSource } from './sync-source.ts';

let base: OwnedContext;
let context: OwnedContext;
let platform: FakePlatform;
let home: string;
beforeAll(async () => {
  base = await testContext();
  home = await mkdtemp(path.join(os.tmpdir(), 'isthmus-doctor-'));
});
beforeEach(async () => {
  await base.store.query('delete from imports');
  await base.store.query('delete from sources');
  platform = fakePlatform(30);
  const inner = withProviders(base, fakeProvider(platform));
  const keys = { key: undefined, keyFile: undefined, home };
  context = { ...inner, home, installation: { ...inner.installation, keys } };
});
afterAll(async () => {
  await base?.[Symbol.asyncDispose]();
  await rm(home, { recursive: true, force: true });
});

const connect = (address = 'vc.example', test = true) =>
  connectSource(context, {
    kind: 'fake',
    name: 'vc',
    settings: { address },
    secrets: { password: { value: 'x' } },
    test,
  });

async function examine(inner = context): Promise<ReadonlyMap<string, DoctorCheck>> {
  const { checks } = await runDoctor(inner);
  for (const { id, title, detail, state, fix } of checks) {
    expect(`${title}${detail}`, id).not.toBe('');
    expect(fix !== '', `${id} says what to do exactly when there is something to do`).toBe(state !== 'ok');
  }
  expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
  return new Map(checks.map((check) => [check.id, check]));
}

describe('the doctor', () => {
  it('finds nothing in an installation that is well', async () => {
    const report = await runDoctor(context);
    expect(report.checks.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(report.state).toBe('ok');
    expect(report.checks.map(({ id }) => id)).toEqual(['database', 'clock', 'key', 'catalogue', 'disk', 'worker']);
  });

  it('says who answers for each source, and how fresh it is', async () => {
    await connect();
    let checks = await examine();
    expect(checks.get('source/fake-vc/reachable')?.detail).toMatch(
      /^Fake 1.0 at https:\/\/vc.example as reader, \d+ ms/,
    );
    expect(checks.get('source/fake-vc/freshness')).toMatchObject({ state: 'warn', detail: 'it was never read' });
    expect(checks.get('worker')).toMatchObject({ state: 'warn' });
    await syncSource(context, 'vc');
    await using _worker = startWorker(context);
    await context.store.query(
      "update connections set last_sync_at = clock_timestamp() - interval '2 hours', next_sync_at = now() + interval '1 h'",
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    checks = await examine();
    expect(checks.get('source/fake-vc/freshness')).toMatchObject({
      state: 'warn',
      detail: 'read 2 hours ago, 30 machines',
    });
    expect(checks.get('worker')).toMatchObject({ state: 'ok', detail: expect.stringContaining(String(process.pid)) });
  });

  it('names what stands in the way: connection, rights, holds, pauses', async () => {
    await connect();
    await syncSource(context, 'vc');
    platform.machines = [];
    await syncSource(context, 'vc');
    expect((await examine()).get('source/fake-vc/held')).toMatchObject({
      state: 'warn',
      detail: expect.stringContaining('0 machines instead of 30'),
    });
    platform.failConnect = failure('IST-2203', 'the account is locked');
    await expect(syncSource(context, 'vc')).rejects.toThrow('locked');
    const checks = await examine();
    expect(checks.get('source/fake-vc/reachable')).toMatchObject({
      state: 'fail',
      detail: 'IST-2203: the account is locked',
    });
    expect(checks.get('source/fake-vc/freshness')).toMatchObject({
      state: 'fail',
      detail: expect.stringContaining('the last read failed'),
    });
    expect((await runDoctor(context)).state).toBe('fail');
    delete platform.failConnect;
    platform.lacking = [{ right: 'Host.Config.Storage', cost: 'datastores are not listed' }];
    await updateSource(context, 'vc', { paused: true });
    const paused = await examine();
    expect(paused.get('source/fake-vc/right/Host.Config.Storage')).toMatchObject({ state: 'warn' });
    expect(paused.get('source/fake-vc/freshness')?.detail).toMatch(/^paused; read/);
  });

  it('sees a lost key, one that waits for re-wrapping, and one that others may read', async () => {
    const keyFile = path.join(home, 'keys');
    const line = newKeyLine();
    await writeFile(keyFile, `${line}\n`, { mode: 0o600 });
    const withFile = { ...context, installation: { ...context.installation, keys: { key: undefined, keyFile, home } } };
    const before = context;
    context = withFile;
    await connect();
    expect((await examine()).get('key')).toMatchObject({ state: 'ok', detail: expect.stringContaining(keyFile) });
    await chmod(keyFile, 0o604);
    expect((await examine()).get('key')).toMatchObject({ state: 'warn', fix: `chmod 600 ${keyFile}` });
    await chmod(keyFile, 0o600);
    await writeFile(keyFile, `${newKeyLine()}\n${line}\n`);
    expect((await examine()).get('key')).toMatchObject({
      state: 'warn',
      detail: 'one source still hangs on a former key',
    });
    await writeFile(keyFile, `${newKeyLine()}\n`);
    expect((await examine()).get('key')).toMatchObject({ state: 'fail' });
    await rm(keyFile);
    expect((await examine()).get('key')).toMatchObject({ state: 'fail' });
    context = before;
  });

  it('warns before the certificate of a source expires', async () => {
    const { server } = makeCertificates();
    const stub = https.createServer(server, (_request, response) => response.end());
    await new Promise<void>((resolve) => stub.listen(0, '127.0.0.1', resolve));
    try {
      await connect(`127.0.0.1:${(stub.address() as AddressInfo).port}`);
      const at = async (time: string) =>
        (await examine({ ...context, clock: () => new Date(time) })).get('source/fake-vc/certificate');
      const today = new Date().toISOString();
      const valid = await at(today);
      expect(valid?.detail).toMatch(/^valid until \d{4}-\d\d-\d\d/);
      const end = /until (\S{10})/.exec(valid?.detail ?? '')?.[1] ?? '';
      const before = new Date(Date.parse(end) - 5 * 86_400_000).toISOString();
      expect(await at(before)).toMatchObject({ state: 'warn' });
      const after = new Date(Date.parse(end) + 5 * 86_400_000).toISOString();
      expect(await at(after)).toMatchObject({ state: 'fail', detail: `expired on ${end}` });
    } finally {
      stub.closeAllConnections();
      stub.close();
    }
  });
});
