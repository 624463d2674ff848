/** Debian's OpenSSH server on a loopback port, with keys made for one test file. */

import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const SSHD = '/usr/sbin/sshd';
const run = promisify(execFile);

/** Why the server cannot run here, or undefined when it can. */
export const sshdSkip = existsSync(SSHD) ? undefined : `no ${SSHD}; install the package openssh-server`;

export interface TestSshd extends AsyncDisposable {
  readonly host: '127.0.0.1';
  readonly port: number;
  /** The account that runs the test: nobody else can be signed in without being root. */
  readonly username: string;
  readonly privateKey: string;
  readonly fingerprint: string;
  /** Line of the host's public key: "ssh-ed25519 AAAA…". */
  readonly publicKey: string;
  readonly process: ChildProcess;
}

/** `lines` are added to sshd_config: "AllowStreamLocalForwarding no". */
export async function startSshd(lines: readonly string[] = []): Promise<TestSshd> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-sshd-'));
  const file = (name: string): string => path.join(folder, name);
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file('host')]);
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file('user')]);
  await copyFile(file('user.pub'), file('authorized_keys'));
  await chmod(file('authorized_keys'), 0o600);
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const port = await freePort();
  const config = [
    'ListenAddress 127.0.0.1',
    `Port ${port}`,
    `HostKey ${file('host')}`,
    `PidFile ${file('pid')}`,
    `AuthorizedKeysFile ${file('authorized_keys')}`,
    'StrictModes no',
    'UsePAM no',
    'PermitRootLogin yes',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'MaxStartups 100',
    ...lines,
  ];
  await writeFile(file('config'), `${config.join('\n')}\n`);
  const child = spawn(SSHD, ['-D', '-e', '-f', file('config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  await listening(child, port, said);
  const { stdout } = await run('ssh-keygen', ['-l', '-f', file('host.pub')]);
  return {
    host: '127.0.0.1',
    port,
    username: os.userInfo().username,
    privateKey: await readFile(file('user'), 'utf8'),
    publicKey: (await readFile(file('host.pub'), 'utf8')).split(' ').slice(0, 2).join(' '),
    fingerprint: stdout.split(' ')[1] ?? '',
    process: child,
    async [Symbol.asyncDispose]() {
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Asks a child process to end, and waits until it has. */
export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
  await gone;
  clearTimeout(timer);
}

async function listening(child: ChildProcess, port: number, said: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (child.exitCode !== null) break;
    const answered = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      }).once('error', () => resolve(false));
    });
    if (answered) return;
    await sleep(25);
  }
  await ended(child);
  throw new Error(`sshd did not start: ${said.join('')}`);
}
