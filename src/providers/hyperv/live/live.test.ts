import { afterAll, describe, expect, test } from 'vitest';
import { sshdSkip } from '../../../../test/support/sshd.ts';
import type { Connection } from '../../connection.ts';
import { collected, host, machine } from '../collected.fixture.ts';
import { collectorScript } from '../collector-script.ts';
import { startFakeHost } from '../fake-powershell.fixture.ts';
import type { FakeHost } from '../fake-powershell.fixture.ts';
import { connect } from './connect.ts';
import { commandLine } from './run-script.ts';
import { readSettings } from './settings.ts';

const request = (settings: Readonly<Record<string, string | boolean>>, secrets = {}) => ({
  sourceId: 'source-1',
  settings,
  secrets,
  clock: () => new Date('2026-11-22T00:00:00Z'),
});

describe('settings', () => {
  test.each([
    ['hv01.corp.example', 'hv01.corp.example', 22],
    ['hv01:2222', 'hv01', 2222],
    ['[2001:db8::1]:22', '2001:db8::1', 22],
    ['2001:db8::1', '2001:db8::1', 22],
  ])('%s', (address, name, port) => {
    expect(readSettings(request({ address, username: 'a' })).target).toMatchObject({ host: name, port });
  });

  test.each(['', 'ssh://hv01', 'a@hv01', 'hv01:0', 'hv01:99999', 'hv 01'])('refuses "%s"', (address) => {
    expect(() => readSettings(request({ address, username: 'a' }))).toThrow(
      expect.objectContaining({ code: 'IST-2220' }),
    );
  });
});

test('the command line is fixed, short enough for cmd.exe and holds nothing a shell looks at', () => {
  for (const mode of ['all', 'this-host', 'who'] as const) {
    expect(commandLine(mode)).toMatch(
      /^powershell\.exe -NoProfile -NonInteractive -EncodedCommand [A-Za-z0-9+/]+={0,2}$/,
    );
    expect(commandLine(mode).length).toBeLessThan(2000);
  }
});

const how = sshdSkip === undefined ? 'no Windows here' : `no Windows here; skipped: ${sshdSkip}`;
describe.skipIf(sshdSkip !== undefined)(
  `a real SSH server, a stand-in for powershell.exe that replays JSON (${how})`,
  () => {
    const started =
      sshdSkip === undefined
        ? startFakeHost({
            who: collected({ machines: [] }),
            all: collected(),
            thisHost: collected({ machines: machine() }),
          })
        : undefined;
    afterAll(async () => (await started)?.[Symbol.asyncDispose]());

    async function open(
      more: Readonly<Record<string, string | boolean>> = {},
    ): Promise<{ connection: Connection; fake: FakeHost }> {
      const fake = await started;
      if (fake === undefined) throw new TypeError('skipped');
      const { port, username, fingerprint, privateKey } = fake.sshd;
      const settings = { address: `127.0.0.1:${port}`, username, hostKey: fingerprint, ...more };
      return { connection: await connect(request(settings, { privateKey })), fake };
    }

    async function names(connection: Connection): Promise<string[]> {
      const found: string[] = [];
      const reading = connection.inventory?.read({ onIssue: () => undefined });
      if (reading === undefined) throw new TypeError('no inventory');
      for await (const { items } of reading) {
        for (const item of items) if (item.type === 'workload') found.push(item.observation.facts.name ?? '');
      }
      return found.sort();
    }

    test('says which cluster answers, as whom and by which key', async () => {
      const { connection, fake } = await open();
      await using _closing = connection;
      expect(connection.identity).toMatchObject({
        product: 'Microsoft Windows Server 2022 Datacenter with Hyper-V cluster HVCL',
        instanceId: '7a7a0001-0000-4000-8000-00000000c1c1',
        endpoint: `ssh://127.0.0.1:${fake.sshd.port}`,
        fingerprint: fake.sshd.fingerprint,
        lacking: [{ right: 'Get-VMNetworkAdapter', cost: 'The network adapters of this machine stay unknown.' }],
      });
    });

    test('sends the very script that is given out for sign-off', async () => {
      const { connection, fake } = await open();
      await using _closing = connection;
      expect(await names(connection)).toEqual(['app01', 'app02']);
      expect(await fake.received('stdin')).toBe(await collectorScript());
    });

    test('asks one node alone when told so', async () => {
      const { connection } = await open({ thisHostOnly: true });
      await using _closing = connection;
      expect(await names(connection)).toEqual(['app01']);
    });

    test('is not fooled into half an inventory when a node does not answer', async () => {
      const { connection, fake } = await open();
      await using _closing = connection;
      const half = collected({ hosts: [host('HV01'), host('HV02', { listed: false })], machines: machine() });
      await fake.say('all', JSON.stringify(half));
      await expect(names(connection)).rejects.toMatchObject({
        code: 'IST-2204',
        message: expect.stringContaining('HV02'),
        hint: expect.stringContaining('thisHostOnly'),
      });
    });

    test.each([
      { reason: 'is cut off', out: JSON.stringify(collected()).slice(0, 500), err: '', says: 'without its JSON' },
      {
        reason: 'is an error',
        out: '',
        err: '#< CLIXML\n<Objs><S S="Error">Access is denied._x000D_</S></Objs>',
        says: 'Access is denied.',
      },
      {
        reason: 'comes from no Windows',
        out: '',
        err: 'sh: 1: powershell.exe: not found',
        says: 'no Windows PowerShell',
      },
    ])('an answer that $reason is refused with what to do', async ({ out, err, says }) => {
      const { connection, fake } = await open();
      await using _closing = connection;
      await fake.say('all', out);
      await fake.say('stderr', err);
      await fake.say('code', '1');
      const error: unknown = await names(connection).catch((caught: unknown) => caught);
      await fake.say('code', '0');
      await fake.say('stderr', '');
      expect(error).toMatchObject({
        code: 'IST-2205',
        message: expect.stringContaining(says),
        hint: expect.stringMatching(/./),
      });
    });

    test('lines before the JSON, as profiles and banners write them, do no harm', async () => {
      const { connection, fake } = await open();
      await using _closing = connection;
      await fake.say('all', `Welcome to HV01\r\n${JSON.stringify(collected())}\r\n`);
      expect(await names(connection)).toEqual(['app01', 'app02']);
    });
  },
);
