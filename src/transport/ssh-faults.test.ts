/** What misbehaving servers do to us, played by a server of the same library and by bare sockets. */

import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo, Server as NetServer, Socket } from 'node:net';
import ssh2 from 'ssh2';
import type { AuthContext, Connection } from 'ssh2';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fingerprintOf } from './ssh-host-key.ts';
import { openSsh } from './ssh.ts';
import type { SshConnection, SshTarget } from './ssh.ts';

const hostPem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs1', format: 'pem' });
const parsed = ssh2.utils.parseKey(hostPem);
const hostKey = parsed instanceof Error ? '' : fingerprintOf(parsed.getPublicSSH());

function serve(
  authenticate: (context: AuthContext) => void,
  onReady: (client: Connection) => void,
): Promise<SshTarget> {
  const server = new ssh2.Server({ hostKeys: [hostPem] }, (client) => {
    client.on('authentication', authenticate).on('error', () => undefined);
    client.on('ready', () => onReady(client));
  });
  onTestFinished(() => void server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(targetOf((server.address() as AddressInfo).port)));
  });
}

function serveRaw(answer: (socket: Socket) => void): Promise<SshTarget> {
  const server: NetServer = createServer((socket) => {
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
    answer(socket);
  });
  onTestFinished(() => void server.close());
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(targetOf((server.address() as AddressInfo).port)));
  });
}

const targetOf = (port: number): SshTarget => ({
  host: '127.0.0.1',
  port,
  username: 'reader',
  password: 'se-cret',
  hostKey,
});

const accept = (context: AuthContext): void => context.accept();

async function opened(target: SshTarget): Promise<SshConnection> {
  const ssh = await openSsh(target);
  onTestFinished(() => ssh[Symbol.asyncDispose]());
  return ssh;
}

describe('an SSH server that', () => {
  test('shows another host key is never sent the password', async () => {
    const seen: string[] = [];
    const target = await serve(
      (context) => {
        seen.push(context.method);
        context.accept();
      },
      () => undefined,
    );
    const error: unknown = await openSsh({ ...target, hostKey: `SHA256:${'B'.repeat(43)}` }).catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'IST-2208' });
    expect(String(error)).toContain(hostKey);
    expect(seen).toEqual([]);
  });

  test('asks for the password by prompt is given it; a second question is not', async () => {
    const asking =
      (questions: number) =>
      (context: AuthContext): void => {
        if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
        const prompts = Array.from({ length: questions }, () => ({ prompt: 'Password: ', echo: false }));
        context.prompt(prompts, (answers) => (answers.join('') === 'se-cret' ? context.accept() : context.reject()));
      };
    await using ssh = await openSsh(await serve(asking(1), () => undefined));
    expect(ssh.fingerprint).toBe(hostKey);
    await expect(openSsh(await serve(asking(2), () => undefined))).rejects.toMatchObject({ code: 'IST-2203' });
  });

  test('runs no commands and opens no sockets says so', async () => {
    const ssh = await opened(
      await serve(accept, (client) =>
        client.on('session', (open) => void open().on('exec', (_accept, reject) => reject())),
      ),
    );
    await expect(ssh.exec('true', { maxBytes: 1 })).rejects.toMatchObject({ code: 'IST-2204' });
    await expect(ssh.openUnixSocket('/run/x')).rejects.toMatchObject({ code: 'IST-2204' });
  });

  test('hangs up in the middle of an answer gives no half answer', async () => {
    const ssh = await opened(
      await serve(accept, (client) =>
        client.on(
          'session',
          (open) =>
            void open().on('exec', (take) => {
              take().write('half', () => client.end());
            }),
        ),
      ),
    );
    await expect(ssh.exec('x', { maxBytes: 100 })).rejects.toMatchObject({ code: 'IST-2207' });
  });

  test('closes a command without an exit status gives no half answer', async () => {
    const ssh = await opened(
      await serve(accept, (client) =>
        client.on('session', (open) => void open().on('exec', (take) => void take().end('half'))),
      ),
    );
    await expect(ssh.exec('x', { maxBytes: 100 })).rejects.toMatchObject({ code: 'IST-2207' });
  });

  test('falls silent is given up', async () => {
    let socket: Socket | undefined;
    const target = await serve(accept, (client) => {
      socket = (client as unknown as { _sock: Socket })._sock;
    });
    const ssh = await opened({ ...target, keepaliveMs: 20 });
    socket?.pause();
    await expect(ssh.exec('x', { maxBytes: 100 })).rejects.toMatchObject({ code: 'IST-2207' });
  });

  test('never greets is given up', async () => {
    const target = await serveRaw(() => undefined);
    await expect(openSsh({ ...target, timeoutMs: 50 })).rejects.toMatchObject({ code: 'IST-2201' });
  });

  test('hangs up at once is told as broken off', async () => {
    const target = await serveRaw((socket) => socket.destroy());
    await expect(openSsh(target)).rejects.toMatchObject({ code: 'IST-2207' });
  });

  test.each([
    'HTTP/1.1 400 Bad Request\r\n\r\n',
    '\u0000'.repeat(100_000),
    'SSH-2.0-x\r\n\u00ff\u00ff\u00ff\u00ff\u0000',
  ])('is none is not understood (%#)', async (text) => {
    const target = await serveRaw((socket) => socket.end(text, 'latin1'));
    await expect(openSsh({ ...target, timeoutMs: 2000 })).rejects.toMatchObject({
      code: expect.stringMatching(/^IST-220[157]$/),
    });
  });
});
