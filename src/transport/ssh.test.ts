import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, sshdSkip, startSshd } from '../../test/support/sshd.ts';
import type { TestSshd } from '../../test/support/sshd.ts';
import { openSsh } from './ssh.ts';
import type { SshTarget } from './ssh.ts';

const run = promisify(execFile);
const MIB = 1024 * 1024;

describe.skipIf(sshdSkip !== undefined)(
  `SSH to OpenSSH${sshdSkip === undefined ? '' : ` (skipped: ${sshdSkip})`}`,
  () => {
    let sshd: TestSshd;
    let folder: string;
    const target = (more: Partial<SshTarget> = {}): SshTarget => ({
      host: sshd.host,
      port: sshd.port,
      username: sshd.username,
      privateKey: sshd.privateKey,
      hostKey: sshd.fingerprint,
      ...more,
    });
    const knownHosts = async (text: string): Promise<Partial<SshTarget>> => {
      const file = path.join(folder, `known-${Math.abs(text.length)}`);
      await writeFile(file, text);
      return { hostKey: undefined, knownHostsFile: file };
    };

    beforeAll(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-ssh-'));
      sshd = await startSshd();
    });
    afterAll(async () => {
      await sshd[Symbol.asyncDispose]();
      await rm(folder, { recursive: true });
    });

    test('runs a command with its input, and tells output, errors and exit code apart', async () => {
      await using ssh = await openSsh(target());
      expect(ssh.fingerprint).toBe(sshd.fingerprint);
      const result = await ssh.exec('cat; echo problem >&2; exit 3', { stdin: 'in\u00e4', maxBytes: 100 });
      expect(result).toEqual({ code: 3, stdout: Buffer.from('in\u00e4'), stderr: 'problem\n' });
    });

    test('runs many commands at once on one connection', async () => {
      await using ssh = await openSsh(target());
      const results = await Promise.all([1, 2, 3, 4, 5].map((n) => ssh.exec(`echo ${n}`, { maxBytes: 10 })));
      expect(results.map(({ stdout }) => stdout.toString().trim())).toEqual(['1', '2', '3', '4', '5']);
    });

    test('refuses more output than is taken, and lives on', async () => {
      await using ssh = await openSsh(target());
      const much = ssh.exec('head -c 3000000 /dev/zero', { maxBytes: MIB });
      await expect(much).rejects.toMatchObject({ code: 'IST-2206' });
      expect((await ssh.exec('head -c 3000000 /dev/zero', { maxBytes: 3_000_000 })).stdout).toHaveLength(3_000_000);
    });

    test('gives no code for a command that a signal ended', async () => {
      await using ssh = await openSsh(target());
      await expect(ssh.exec('kill -9 $$', { maxBytes: 10 })).resolves.toMatchObject({ code: null });
    });

    test('tells a broken connection from the end of a command', async () => {
      await using ssh = await openSsh(target());
      const running = ssh.exec('echo half; kill -9 $PPID; sleep 30', { maxBytes: 100 });
      await expect(running).rejects.toMatchObject({ code: 'IST-2207' });
      await expect(ssh.exec('true', { maxBytes: 1 })).rejects.toMatchObject({ code: 'IST-2207' });
    });

    test('stops a command, and the connection, when told to', async () => {
      const all = new AbortController();
      await using ssh = await openSsh(target({ signal: all.signal }));
      const one = new AbortController();
      const stopped = ssh.exec('sleep 30', { maxBytes: 1, signal: one.signal });
      one.abort(new Error('no longer wanted'));
      await expect(stopped).rejects.toThrow('no longer wanted');
      const running = ssh.exec('sleep 30', { maxBytes: 1 });
      all.abort(new Error('all stop'));
      await expect(running).rejects.toThrow('all stop');
      await expect(openSsh(target({ signal: all.signal }))).rejects.toThrow('all stop');
    });

    test('opens a UNIX socket without a shell', async () => {
      const socket = path.join(folder, 'echo.sock');
      const server = createServer((peer) => peer.pipe(peer)).listen(socket);
      await using ssh = await openSsh(target());
      const stream = await ssh.openUnixSocket(socket);
      stream.write('hello');
      const [answer] = (await new Promise((resolve) => stream.once('data', (data) => resolve([data])))) as [Buffer];
      expect(answer.toString()).toBe('hello');
      stream.destroy();
      await expect(ssh.openUnixSocket(path.join(folder, 'none'))).rejects.toMatchObject({ code: 'IST-2204' });
      server.close();
    });

    test('says when the account may open no socket', async () => {
      await using closed = await startSshd(['AllowStreamLocalForwarding no']);
      const { host, port, username, privateKey, fingerprint: hostKey } = closed;
      await using ssh = await openSsh({ host, port, username, privateKey, hostKey });
      await expect(ssh.openUnixSocket('/run/none')).rejects.toMatchObject({
        code: 'IST-2204',
        hint: expect.stringContaining('AllowStreamLocalForwarding'),
      });
    });

    test('an account that may run nothing can still open the one socket, as the guide for libvirt sets it up', async () => {
      const socket = path.join(folder, 'bound.sock');
      const other = path.join(folder, 'other.sock');
      await using bound = await startSshd([
        'ForceCommand /usr/sbin/nologin',
        'PermitTTY no',
        'AllowStreamLocalForwarding local',
        'AllowTcpForwarding local',
        `PermitOpen [${socket}]:*`,
      ]);
      const servers = [socket, other].map((at) => createServer((peer) => peer.end('hello')).listen(at));
      const { host, port, username, privateKey, fingerprint: hostKey } = bound;
      await using ssh = await openSsh({ host, port, username, privateKey, hostKey });
      const stream = await ssh.openUnixSocket(socket);
      const chunks: Buffer[] = [];
      for await (const chunk of stream) chunks.push(chunk as Buffer);
      expect(Buffer.concat(chunks).toString()).toBe('hello');
      await expect(ssh.openUnixSocket(other)).rejects.toMatchObject({ code: 'IST-2204' });
      await expect(ssh.exec('echo free', { maxBytes: 1000 })).resolves.toMatchObject({ code: 1 });
      for (const server of servers) server.close();
    });

    test('knows the host by fingerprint, by public key, and by known_hosts plain and hashed', async () => {
      const line = `[127.0.0.1]:${sshd.port} ${sshd.publicKey}\n`;
      const hashing = path.join(folder, 'hashed');
      await writeFile(hashing, line);
      await run('ssh-keygen', ['-q', '-H', '-f', hashing]);
      for (const known of [
        { hostKey: `256 ${sshd.fingerprint} root@kvm1 (ED25519)` },
        { hostKey: sshd.publicKey },
        await knownHosts(line),
        { hostKey: undefined, knownHostsFile: hashing },
      ]) {
        await using ssh = await openSsh(target(known));
        expect(ssh.fingerprint).toBe(sshd.fingerprint);
      }
    });

    test.each([
      {
        reason: 'another fingerprint',
        more: () => ({ hostKey: `SHA256:${'A'.repeat(43)}` }),
        says: 'setting hostKey says',
      },
      { reason: 'nothing to compare with', more: () => ({ hostKey: undefined }), says: 'is not known' },
      { reason: 'an empty known_hosts', more: () => knownHosts(''), says: 'is not in' },
      {
        reason: 'another key in known_hosts',
        more: () => knownHosts(`[127.0.0.1]:${sshd.port} ssh-ed25519 ${Buffer.from('x').toString('base64')}`),
        says: 'another one answers',
      },
      { reason: 'a withdrawn key', more: () => knownHosts(`@revoked * ${sshd.publicKey}`), says: 'revoked' },
    ])('turns away from a host with $reason and shows the fingerprint seen', async ({ more, says }) => {
      await expect(openSsh(target(await more()))).rejects.toMatchObject({
        code: 'IST-2208',
        message: expect.stringMatching(new RegExp(`${says}|$`)),
        hint: expect.stringContaining('hostKey'),
      });
      const error: unknown = await openSsh(target(await more())).catch((error: unknown) => error);
      expect(String(error)).toContain(says);
      expect(String(error)).toContain(sshd.fingerprint);
    });

    test('says when the key is not accepted, and when it cannot be read', async () => {
      const other = path.join(folder, 'other');
      await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', 'open sesame', '-f', other]);
      const { stdout: privateKey } = await run('cat', [other]);
      await expect(openSsh(target({ privateKey, passphrase: 'open sesame' }))).rejects.toMatchObject({
        code: 'IST-2203',
      });
      await expect(openSsh(target({ privateKey: undefined, password: 'x' }))).rejects.toMatchObject({
        code: 'IST-2203',
      });
      for (const [more, says] of [
        [{ privateKey }, 'no passphrase'],
        [{ privateKey, passphrase: 'wrong' }, 'does not open'],
        [{ privateKey: 'nonsense' }, 'no form'],
        [{ privateKey: sshd.publicKey }, 'public key'],
        [{ privateKey: undefined }, 'No private key'],
      ] as const) {
        const error: unknown = await openSsh(target(more)).catch((error: unknown) => error);
        expect(error).toMatchObject({ code: 'IST-2220', message: expect.stringContaining(says) });
        expect(String(error)).not.toContain('wrong');
      }
      await expect(openSsh(target({ hostKey: 'aa:bb' }))).rejects.toMatchObject({ code: 'IST-2220' });
    });

    test('says when nobody listens', async () => {
      await expect(openSsh(target({ port: await freePort() }))).rejects.toMatchObject({ code: 'IST-2201' });
      await expect(openSsh(target({ host: 'no-such-host.invalid' }))).rejects.toMatchObject({ code: 'IST-2201' });
    });
  },
);
