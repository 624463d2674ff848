/** What goes wrong between us and a daemon, and what the person is told. */

import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { libvirtSkip, startLibvirtd } from '../../../../test/support/libvirt.ts';
import type { TestLibvirtd } from '../../../../test/support/libvirt.ts';
import { startFakeLibvirtd } from '../../../../test/support/libvirt-fake.ts';
import type { Answers } from '../../../../test/support/libvirt-fake.ts';
import { sshdSkip, startSshd } from '../../../../test/support/sshd.ts';
import type { Connection, Settings } from '../../connection.ts';
import { domainXml, ordinaryDomain, testHost, uuidFor } from '../domain.fixture.ts';
import type { Message } from '../rpc/message.ts';
import { writeDomain } from '../rpc/types.ts';
import type { DomainRef } from '../rpc/types.ts';
import { XdrWriter } from '../rpc/xdr.ts';
import { connectTo, readAll } from './read-all.fixture.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-libvirt-faults-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const refs = (...names: readonly string[]): DomainRef[] =>
  names.map((name, index) => ({ name, uuid: uuidFor(name), id: index + 1 }));

function listOf(domains: readonly DomainRef[]): XdrWriter {
  const writer = new XdrWriter().uint(domains.length);
  for (const domain of domains) writeDomain(writer, domain);
  return writer.uint(domains.length);
}

/** Every domain, and none of those with a saved state or snapshots. */
const listing =
  (domains: readonly DomainRef[]) =>
  (call: Message, _times: number): XdrWriter =>
    listOf(call.payload.readUInt32BE(4) === 0 ? domains : []);

async function connectFake(answers: Answers, settings: Readonly<Record<string, boolean>> = {}): Promise<Connection> {
  const fake = await startFakeLibvirtd(answers);
  onTestFinished(() => fake[Symbol.asyncDispose]());
  const connection = await connectTo({ uri: 'qemu:///system', socket: fake.socket, ...settings });
  onTestFinished(() => connection[Symbol.asyncDispose]());
  return connection;
}

async function rawSocket(answer: (socket: Socket) => void): Promise<string> {
  const name = path.join(folder, `raw-${Math.trunc(performance.now() * 1000)}`);
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    answer(socket);
  });
  await new Promise<void>((resolve) => server.listen(name, resolve));
  onTestFinished(() => void server.close());
  return name;
}

describe('the way to a daemon', () => {
  test.each([
    { reason: 'a socket that is not there', socket: () => path.join(folder, 'none'), code: 'IST-2201' },
    { reason: 'a file that is no socket', socket: () => '/dev/null', code: 'IST-2201' },
  ])('ends at $reason', async ({ socket, code }) => {
    await expect(connectTo({ uri: 'qemu:///system', socket: socket() })).rejects.toMatchObject({ code });
  });

  test('ends at a socket that may not be opened', async () => {
    const socket = await rawSocket(() => undefined);
    await chmod(socket, 0);
    expect(await codeWithoutPrivileges({ uri: 'qemu:///system', socket })).toBe('IST-2204');
  });

  test.each([
    { reason: 'a web server', text: 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n', code: 'IST-2205' },
    { reason: 'a message without end', text: '\u00ff'.repeat(5000), code: 'IST-2205' },
    { reason: 'zeros', text: '\u0000'.repeat(5000), code: 'IST-2205' },
    { reason: 'silence and then the end', text: '', code: 'IST-2207' },
  ])('ends at $reason', async ({ text, code }) => {
    const socket = await rawSocket((peer) => peer.end(text, 'latin1'));
    await expect(connectTo({ uri: 'qemu:///system', socket })).rejects.toMatchObject({ code });
  });
});

describe('a stand-in for a daemon that', () => {
  test.each([
    { reason: 'asks for SASL', answers: { authList: new XdrWriter().uint(1).int(1) }, code: 'IST-2203', says: 'SASL' },
    {
      reason: 'is refused by polkit',
      answers: { authList: new XdrWriter().uint(1).int(2), authPolkit: { code: 80, message: 'no agent' } },
      code: 'IST-2203',
      says: 'nobody to ask',
    },
    {
      reason: 'does not let the account in',
      answers: { connectOpen: { code: 88, message: "access denied: 'connect' denied" } },
      code: 'IST-2204',
      says: 'access denied',
    },
    {
      reason: 'has no such driver',
      answers: { connectOpen: { code: 5, message: 'no connection driver available' } },
      code: 'IST-2220',
      says: 'no connection driver',
    },
    {
      reason: 'answers half',
      answers: { connectGetType: new XdrWriter().uint(4000) },
      code: 'IST-2205',
      says: "does not speak libvirt's protocol",
    },
  ] as const)('$reason is told with a code', async ({ answers, code, says }) => {
    await expect(connectFake(answers)).rejects.toMatchObject({ code, message: expect.stringContaining(says) });
  });

  test('loses a machine between the list and its definition leaves it out, and only it', async () => {
    const connection = await connectFake({
      connectListAllDomains: listing(refs('gone', 'web01')),
      domainGetXmlDesc: (_call, times) =>
        times === 1 ? { code: 42, message: 'Domain not found' } : new XdrWriter().string(ordinaryDomain('web01')),
      domainGetState: new XdrWriter().int(1).int(1),
    });
    const { machines, issues } = await readAll(connection);
    expect(machines).toHaveLength(1);
    expect(issues).toEqual([]);
  });

  test('hides a definition, or garbles it, still has the machine', async () => {
    const connection = await connectFake({
      connectListAllDomains: listing(refs('garbled', 'hidden')),
      domainGetXmlDesc: (call, _times) =>
        call.payload.includes('hidden')
          ? { code: 88, message: 'access denied' }
          : new XdrWriter().string('<!DOCTYPE d [<!ENTITY x "y">]><domain>&x;</domain>'),
      domainGetState: new XdrWriter().int(5).int(0),
    });
    const { machines, issues } = await readAll(connection);
    expect(machines.map(({ facts }) => `${facts.name ?? ''} ${facts.powerState ?? ''}`).sort()).toEqual([
      'garbled off',
      'hidden off',
    ]);
    expect(issues.map(({ code }) => code).sort()).toEqual(['DOMAIN_NOT_READABLE', 'UNREADABLE_XML']);
  });

  test('names more domains than its message holds is not believed', async () => {
    const connection = await connectFake({ connectListAllDomains: new XdrWriter().uint(16_000).int(0) });
    await expect(readAll(connection)).rejects.toMatchObject({ code: 'IST-2205' });
  });

  test('breaks off in the middle of a read says so, and so does every later read', async () => {
    const connection = await connectFake({
      connectListAllDomains: listing(refs('web01')),
      domainGetXmlDesc: (socket: Socket) => socket.destroy(),
    });
    await expect(readAll(connection)).rejects.toMatchObject({ code: 'IST-2207' });
    await expect(readAll(connection)).rejects.toMatchObject({ code: 'IST-2207' });
  });

  test('has guests with agents: their system, name, addresses and file systems', async () => {
    const devices = `<interface type='bridge'><mac address='52:54:00:00:00:01'/><source bridge='br0'/></interface>
      <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0' state='connected'/></channel>`;
    const values: Readonly<Record<string, string | number>> = {
      'os.id': 'debian',
      'os.pretty-name': 'Debian GNU/Linux 12 (bookworm)',
      hostname: 'web01.shop.example',
      'fs.count': 2,
      'fs.0.mountpoint': '/',
      'fs.0.fstype': 'ext4',
      'fs.0.total-bytes': 10 * 2 ** 30,
      'fs.0.used-bytes': 4 * 2 ** 30,
      'fs.1.mountpoint': '/run',
      'fs.1.fstype': 'tmpfs',
    };
    const info = new XdrWriter().uint(Object.keys(values).length);
    for (const [name, value] of Object.entries(values)) {
      if (typeof value === 'string') info.string(name).int(7).string(value);
      else
        info
          .string(name)
          .int(4)
          .uint(Math.floor(value / 2 ** 32))
          .uint(value % 2 ** 32);
    }
    const addresses = new XdrWriter().uint(1).string('eth0').optionalString('52:54:00:00:00:01').uint(3);
    for (const [type, address] of [
      [0, '10.0.0.5'],
      [1, '2001:db8::5'],
      [1, 'fe80::1'],
    ] as const)
      addresses.int(type).string(address).uint(24);
    const answers: Answers = {
      connectListAllDomains: listing(refs('web01')),
      domainGetXmlDesc: new XdrWriter().string(domainXml({ name: 'web01', devices })),
      domainGetState: new XdrWriter().int(1).int(1),
      domainGetGuestInfo: info,
      domainInterfaceAddresses: addresses,
    };
    const { machines } = await readAll(await connectFake(answers, { readWrite: true }));
    expect(machines[0]).toMatchObject({
      identity: { fqdn: 'web01.shop.example' },
      facts: {
        os: { reportedAs: 'Debian GNU/Linux 12 (bookworm)' },
        hostName: 'web01.shop.example',
        ipAddresses: ['10.0.0.5', '2001:db8::5'],
        filesystems: [{ path: '/', capacityMiB: 10_240, freeMiB: 6144 }],
        guestToolsStatus: 'running',
      },
    });
    // Read-only nobody asks them.
    const { machines: unasked } = await readAll(await connectFake(answers));
    expect(unasked[0]?.facts).not.toHaveProperty('hostName');
    expect(unasked[0]?.facts).not.toHaveProperty('ipAddresses');
    // A libvirt that does not know the question still passes addresses on.
    const old = { ...answers, domainGetGuestInfo: { code: 39, message: 'unknown procedure: 418' } };
    const { end, issues: none, machines: known } = await readAll(await connectFake(old, { readWrite: true }));
    expect(none).toEqual([]);
    expect(end.missing.map(({ part }) => part)).toContain('guest information');
    expect(known[0]?.facts.ipAddresses).toEqual(['10.0.0.5', '2001:db8::5']);
    // An agent that hangs costs what it would have said.
    const silent = { ...answers, domainGetGuestInfo: { code: 86, message: 'Guest agent is not responding' } };
    const { issues, machines: rest } = await readAll(await connectFake(silent, { readWrite: true }));
    expect(issues.map(({ code }) => code)).toEqual(['GUEST_AGENT_SILENT']);
    expect(rest[0]?.facts).not.toHaveProperty('hostName');
  });
});

const skip = libvirtSkip ?? sshdSkip;
describe.skipIf(skip !== undefined)(`a real daemon${skip === undefined ? '' : ` (skipped: ${skip})`}`, () => {
  const host = async (domains: number): Promise<{ daemon: TestLibvirtd; file: string }> => {
    const daemon = await startLibvirtd();
    onTestFinished(() => daemon[Symbol.asyncDispose]());
    const file = path.join(daemon.folder, 'host.xml');
    await writeFile(file, testHost(domains));
    return { daemon, file };
  };

  test('of 500 machines gives them all', async () => {
    const { daemon, file } = await host(500);
    await using connection = await connectTo({ uri: `test://${file}`, socket: daemon.readOnlySocket });
    const heard = await readAll(connection);
    expect(heard.machines).toHaveLength(500);
    expect(new Set(heard.machines.map(({ nativeId }) => nativeId)).size).toBe(500);
    expect((await readAll(connection, heard)).types).toEqual([]);
  });

  test('that is killed in the middle of a read breaks it off', async () => {
    const { daemon, file } = await host(500);
    await using connection = await connectTo({ uri: `test://${file}`, socket: daemon.readOnlySocket });
    const reading = readAll(connection);
    setTimeout(() => daemon.process.kill('SIGKILL'), 5);
    await expect(reading).rejects.toMatchObject({ code: 'IST-2207' });
  });

  test('stops being read when told to', async () => {
    const { daemon, file } = await host(200);
    const stop = new AbortController();
    await using connection = await connectTo({ uri: `test://${file}`, socket: daemon.readOnlySocket }, {}, stop.signal);
    const reading = readAll(connection);
    stop.abort(new Error('enough'));
    await expect(reading).rejects.toThrow('enough');
  });

  test('behind SSH is turned away from when the host key is another, and reached when it is the known one', async () => {
    const { daemon, file } = await host(3);
    await using sshd = await startSshd();
    const uri = `test+ssh://${sshd.username}@127.0.0.1:${sshd.port}${file}`;
    const { privateKey } = sshd;
    const settings = { uri, socket: daemon.readOnlySocket };
    await expect(connectTo({ ...settings, hostKey: `SHA256:${'A'.repeat(43)}` }, { privateKey })).rejects.toMatchObject(
      {
        code: 'IST-2208',
        message: expect.stringContaining(sshd.fingerprint),
      },
    );
    await expect(
      connectTo({ uri, socket: '/run/none', hostKey: sshd.fingerprint }, { privateKey }),
    ).rejects.toMatchObject({ code: 'IST-2204' });
    const connection = await connectTo({ ...settings, hostKey: sshd.fingerprint }, { privateKey });
    onTestFinished(() => connection[Symbol.asyncDispose]());
    expect(connection.identity.fingerprint).toBe(sshd.fingerprint);
    expect((await readAll(connection)).machines).toHaveLength(3);
  });
});

/** Root may open every socket, unless the capability to do so is taken from it: so it is tried in another process. */
async function codeWithoutPrivileges(settings: Settings): Promise<string> {
  const module = new URL('../provider.ts', import.meta.url).href;
  const script = `
    const { libvirtProvider } = await import(${JSON.stringify(module)});
    const request = { sourceId: 'kvm', settings: ${JSON.stringify(settings)}, secrets: {}, clock: () => new Date() };
    await libvirtProvider.live.connect(request).then(() => console.log('opened'), ({ code }) => console.log(code));`;
  const node = [process.execPath, '--input-type=module', '-e', script];
  const [program = '', ...args] =
    process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search', ...node] : node;
  const { stdout } = await promisify(execFile)(program, args);
  return stdout.trim();
}
