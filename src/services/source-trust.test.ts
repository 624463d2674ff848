import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { fakePlatform, fakeProvider, withProviders } from '../../test/support/live-provider.ts';
import type { FakePlatform } from '../../test/support/live-provider.ts';
import { failure } from '../core/errors/registry.ts';
import type { Connector } from '../providers/connection.ts';
import type { Provider } from '../providers/provider.ts';
import { PROVIDERS } from '../providers/registry.ts';
import { connectSource } from './connect-source.ts';
import type { OwnedContext } from './context.ts';
import { deleteSource } from './source-delete.ts';
import type { SecretInput } from './source-settings.ts';
import { updateSource } from './source-update.ts';
import { getSource, listSources } from './sources.ts';

let base: OwnedContext;
let context: OwnedContext;
let platform: FakePlatform;
beforeAll(async () => {
  base = await testContext();
});
beforeEach(async () => {
  for (const { id } of await listSources(base)) await deleteSource(base, id);
  platform = fakePlatform(1);
  context = withProviders(base, guarded('fake'), guarded('other'));
});
afterAll(() => base?.[Symbol.asyncDispose]());

/** The fake platform, whose address and port decide where its password goes. */
function guarded(kind: string): Provider {
  const provider = fakeProvider(platform, kind);
  const { live } = provider;
  if (live === undefined) throw new TypeError('the fake platform is live');
  const settings = live.settings.map((field) =>
    ['address', 'port'].includes(field.name) ? { ...field, decidesTrust: true } : field,
  );
  const connector: Connector = { ...live, settings };
  return { ...provider, live: connector };
}

const connect = (name: string, kind = 'fake', test = true) =>
  connectSource(context, {
    kind,
    name,
    settings: { address: `${name}.example` },
    secrets: { password: { value: 'the-password' }, token: { reference: 'env:ISTHMUS_SECRET_T' } },
    test,
  });

describe('a stored secret', () => {
  const partly: readonly Readonly<Record<string, SecretInput | null>>[] = [
    {},
    { password: { value: 'x' } },
    { token: null },
  ];
  beforeEach(async () => void (await connect('a', 'fake', false)));

  it.each([{ address: 'evil.example' }, { port: 8443 }, { address: 'evil.example', port: 1 }])(
    'is not sent to another place: %j',
    async (settings) => {
      for (const test of [true, false])
        for (const secrets of partly)
          await expect(updateSource(context, 'a', { settings, secrets, test, force: true })).rejects.toMatchObject({
            code: 'IST-2220',
            message: expect.stringContaining(Object.keys(settings)[0] ?? ''),
          });
      expect(platform.connects).toBe(0);
      expect((await getSource(context, 'a')).live?.settings).toEqual({ address: 'a.example' });
    },
  );

  it('is named when it has to be given again', async () => {
    await expect(updateSource(context, 'a', { settings: { address: 'b.example' } })).rejects.toMatchObject({
      causes: [
        { where: 'password', message: expect.any(String) },
        { where: 'token', message: expect.any(String) },
      ],
    });
    const given = { password: { value: 'again' }, token: null };
    await updateSource(context, 'a', { settings: { address: 'b.example' }, secrets: given });
    expect(platform.secrets).toEqual({ password: 'again' });
  });

  it('stays when the place does', async () => {
    const settings = { address: 'a.example', region: 'eu' };
    await updateSource(context, 'a', { settings, test: false });
    expect((await getSource(context, 'a')).live?.settings).toEqual(settings);
  });
});

it('knows for every platform what decides where its secrets go', () => {
  const deciding = (name: string) =>
    /address|uri|resourceManager|authorityHost|audience|cloud$|thumbprint|caCertificate|hostKey|knownHosts|socket/i.test(
      name,
    );
  for (const { kind, live } of PROVIDERS)
    for (const { name, decidesTrust } of live?.settings ?? [])
      if (deciding(name)) expect(decidesTrust, `${kind} ${name}`).toBe(true);
});

describe('a change of a source', () => {
  beforeEach(async () => void (await connect('a', 'fake', false)));

  it.each([
    { paused: true, precedence: 9_000_000 },
    { precedence: 10, intervalSeconds: 1 },
    { precedence: 10, paused: true, settings: { port: 'x' } },
  ])('is made whole or not at all: %j', async (request) => {
    const before = await getSource(context, 'a');
    await expect(updateSource(context, 'a', request)).rejects.toMatchObject({ code: 'IST-2220' });
    const after = await getSource(context, 'a');
    expect(after.precedence).toBe(before.precedence);
    expect(after.live?.paused).toBe(before.live?.paused);
  });

  it('is not made of halves of two', async () => {
    const given = { password: { value: 'mine' }, token: null };
    const tries = await Promise.allSettled([
      updateSource(context, 'a', { settings: { address: 'one.example' }, secrets: given, test: false }),
      updateSource(context, 'a', { settings: { address: 'two.example' }, secrets: given, test: false }),
    ]);
    const refused = tries.flatMap((tried) => (tried.status === 'rejected' ? [tried.reason as unknown] : []));
    for (const reason of refused) expect(reason).toMatchObject({ code: 'IST-2220' });
  });
});

describe('a name and a platform', () => {
  it('are taken once, also when two connect at the same time', async () => {
    const refusedOf = async (...names: [string, string][]) => {
      const tries = await Promise.allSettled(names.map(([name, kind]) => connect(name, kind, false)));
      return tries.flatMap((tried) => (tried.status === 'rejected' ? [tried.reason as unknown] : []));
    };
    const taken = expect.objectContaining({ code: 'IST-2223' });
    expect(await refusedOf(['same', 'fake'], ['same', 'fake'])).toEqual([taken]);
    expect(await refusedOf(['both', 'fake'], ['both', 'other'])).toEqual([taken]);
    const secrets = { password: { value: 'x' } };
    const tries = await Promise.allSettled(
      ['one', 'two'].map((name) =>
        connectSource(context, { kind: 'fake', name, settings: { address: name }, secrets }),
      ),
    );
    expect(tries.filter(({ status }) => status === 'rejected')).toEqual([
      { status: 'rejected', reason: expect.objectContaining({ code: 'IST-2233' }) },
    ]);
  });

  it('stay free when connecting fails', async () => {
    platform.failConnect = failure('IST-2203', 'refused');
    await expect(
      connectSource(context, {
        kind: 'fake',
        name: 'a',
        settings: { address: 'x' },
        secrets: { password: { value: 'x' } },
      }),
    ).rejects.toMatchObject({ code: 'IST-2203' });
    expect(await listSources(context)).toEqual([]);
  });
});
