import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { fakePlatform, fakeProvider, withProviders } from '../../test/support/live-provider.ts';
import type { FakePlatform } from '../../test/support/live-provider.ts';
import { connectSource } from './connect-source.ts';
import type { OwnedContext } from './context.ts';
import { newDataKey, openSecret, sealSecret, unwrapDataKey, wrapDataKey } from './seal.ts';
import { generatedKeyFile, newKeyLine, readKeyRing } from './seal-keys.ts';
import type { MasterKeys } from './seal-keys.ts';
import { rewrapSecrets } from './seal-rewrap.ts';
import { updateSource } from './source-update.ts';
import { syncSource } from './sync-source.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), 'isthmus-keys-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const ringOf = (key: string) => readKeyRing({ key, keyFile: undefined, home });

describe('a sealed secret', () => {
  it('is what it was when it is opened, and nothing of it can be seen before', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.string(), fc.string(), (secret, source, name) => {
        const key = newDataKey();
        const sealed = sealSecret(key, source, name, secret);
        expect(openSecret(key, source, name, sealed)).toBe(Buffer.from(secret, 'utf8').toString('utf8'));
        expect(sealed.equals(sealSecret(key, source, name, secret))).toBe(false);
      }),
    );
  });

  it('opens for no other source, name or key, and not after any of its bytes was changed', () => {
    const key = newDataKey();
    const sealed = sealSecret(key, 'vc-1', 'password', 'geheim');
    const refused = expect.objectContaining({ code: 'IST-2225', message: expect.not.stringContaining('geheim') });
    expect(() => openSecret(key, 'vc-2', 'password', sealed)).toThrow(refused);
    expect(() => openSecret(key, 'vc-1', 'token', sealed)).toThrow(refused);
    expect(() => openSecret(newDataKey(), 'vc-1', 'password', sealed)).toThrow(refused);
    for (let at = 0; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => openSecret(key, 'vc-1', 'password', changed), `byte ${at}`).toThrow(refused);
      expect(() => openSecret(key, 'vc-1', 'password', sealed.subarray(0, at)), `cut at ${at}`).toThrow(refused);
    }
  });

  it('needs the master key that its data key was wrapped with, which is named', async () => {
    const [first, second] = [await ringOf(newKeyLine()), await ringOf(newKeyLine())];
    const wrapped = wrapDataKey(first, 'vc-1', newDataKey());
    expect(() => unwrapDataKey(second, 'vc-1', wrapped)).toThrow(
      expect.objectContaining({ code: 'IST-2225', message: expect.stringContaining(first.current.id) }),
    );
    expect(() => unwrapDataKey(first, 'vc-2', wrapped)).toThrow(expect.objectContaining({ code: 'IST-2225' }));
  });
});

describe('the master key', () => {
  it('is made in the data folder, for its owner only, and once however many start together', async () => {
    const keys: MasterKeys = { key: undefined, keyFile: undefined, home };
    const rings = await Promise.all(Array.from({ length: 8 }, () => readKeyRing(keys)));
    expect(new Set(rings.map(({ current }) => current.id)).size).toBe(1);
    expect(rings.filter(({ made }) => made)).toHaveLength(1);
    expect((await stat(generatedKeyFile(home))).mode & 0o777).toBe(0o600);
    expect(await readKeyRing(keys)).toMatchObject({ generated: true, made: false, from: generatedKeyFile(home) });
  });

  it.each([
    { reason: 'too short', key: Buffer.alloc(16).toString('base64') },
    { reason: 'no base64', key: '!'.repeat(44) },
    { reason: 'empty', key: ' ' },
    { reason: 'one good and one bad', key: `${newKeyLine()},abc` },
  ])('is refused when it is $reason, without showing it', async ({ key }) => {
    const error: Error = await ringOf(key).then(
      () => new Error('accepted'),
      (refused: Error) => refused,
    );
    expect(error).toMatchObject({ code: 'IST-2225' });
    expect(error.message).not.toContain(key.trim() === '' ? '!!' : key);
  });

  it('comes from a file with comments; two places at once are one too many', async () => {
    const keyFile = path.join(home, 'keys');
    const [first, second] = [newKeyLine(), newKeyLine()];
    await writeFile(keyFile, `# of today\n${first}\n\n${second}\n`);
    const ring = await readKeyRing({ key: undefined, keyFile, home });
    expect([...ring.byId.keys()][0]).toBe(ring.current.id);
    expect(ring.byId.size).toBe(2);
    await expect(readKeyRing({ key: first, keyFile, home })).rejects.toMatchObject({ code: 'IST-2225' });
    await expect(readKeyRing({ key: undefined, keyFile: `${keyFile}.none`, home })).rejects.toMatchObject({
      code: 'IST-2225',
    });
  });
});

describe('the secrets of sources', () => {
  let context: OwnedContext;
  let platform: FakePlatform;
  let count = 0;
  beforeAll(async () => {
    context = await testContext();
  });
  afterAll(() => context?.[Symbol.asyncDispose]());

  const withKeys = (keys: Partial<MasterKeys>): OwnedContext => {
    const inner = withProviders(context, fakeProvider(platform));
    const all = { key: undefined, keyFile: undefined, home, ...keys };
    return { ...inner, home, installation: { ...inner.installation, keys: all } };
  };
  beforeEach(async () => {
    await context.store.query('delete from imports');
    await context.store.query('delete from sources');
    platform = fakePlatform();
    platform.instanceId = `p${(count += 1)}`;
  });
  const request = (name: string) => ({
    kind: 'fake',
    name,
    settings: { address: `${name}.example` },
    secrets: { password: { value: 'one' }, token: { value: 'two' } },
  });

  it('reach connect() and nobody else; a key that was made is said to have been', async () => {
    const inner = withKeys({});
    const { notes, source } = await connectSource(inner, request('a'));
    expect(notes).toEqual([expect.stringContaining(generatedKeyFile(home))]);
    expect(source.live?.secrets).toEqual([
      { name: 'password', reference: null },
      { name: 'token', reference: null },
    ]);
    await syncSource(inner, 'a');
    expect(platform.secrets).toEqual({ password: 'one', token: 'two' });
    platform.instanceId = 'another';
    expect((await connectSource(inner, request('b'))).notes).toEqual([]);
  });

  it('are not sealed with a new key in silence when the key file went missing', async () => {
    const inner = withKeys({});
    await connectSource(inner, request('lost'));
    await rm(generatedKeyFile(home));
    const missing = expect.objectContaining({ code: 'IST-2225', message: expect.stringContaining('is missing') });
    await expect(syncSource(inner, 'lost')).rejects.toEqual(missing);
    await expect(connectSource(inner, { ...request('second'), force: true })).rejects.toEqual(missing);
    await expect(stat(generatedKeyFile(home))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('cannot be opened with another key, which is said; setting all of them again is a way out', async () => {
    await connectSource(withKeys({ key: newKeyLine() }), request('a'));
    const other = withKeys({ key: newKeyLine() });
    await expect(syncSource(other, 'a')).rejects.toMatchObject({ code: 'IST-2225' });
    await expect(updateSource(other, 'a', { secrets: { token: { value: 'new' } } })).rejects.toMatchObject({
      code: 'IST-2225',
    });
    await updateSource(other, 'a', { secrets: { password: { value: 'three' }, token: { value: 'four' } } });
    await syncSource(other, 'a');
    expect(platform.secrets).toEqual({ password: 'three', token: 'four' });
  });

  it('go on under a new key after rotation: new key first, re-wrapped, old key away', async () => {
    const [old, fresh] = [newKeyLine(), newKeyLine()];
    await connectSource(withKeys({ key: old }), request('a'));
    const both = withKeys({ key: `${fresh},${old}` });
    await syncSource(both, 'a');
    expect(await rewrapSecrets(both)).toMatchObject({ rewrapped: 1, unchanged: 0, unused: [expect.any(String)] });
    expect(await rewrapSecrets(both)).toMatchObject({ rewrapped: 0, unchanged: 1 });
    await syncSource(withKeys({ key: fresh }), 'a');
    await expect(syncSource(withKeys({ key: old }), 'a')).rejects.toMatchObject({ code: 'IST-2225' });
    await expect(rewrapSecrets(both, { newKey: true })).rejects.toMatchObject({ code: 'IST-2225' });
  });

  it('get a new key of their own in the data folder on demand', async () => {
    const inner = withKeys({});
    await connectSource(inner, request('a'));
    const before = await readFile(generatedKeyFile(home), 'utf8');
    expect(await rewrapSecrets(inner, { newKey: true })).toMatchObject({ rewrapped: 1 });
    const after = await readFile(generatedKeyFile(home), 'utf8');
    expect(after.trim().split('\n')).toHaveLength(1);
    expect(after).not.toBe(before);
    expect((await stat(generatedKeyFile(home))).mode & 0o777).toBe(0o600);
    await syncSource(inner, 'a');
    expect(platform.secrets).toEqual({ password: 'one', token: 'two' });
  });
});
