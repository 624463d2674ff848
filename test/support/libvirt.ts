/**
 * A libvirt daemon of its own for one test file. It runs in a mount namespace with its own directories, so that
 * neither another test nor the daemon of this machine sees it; only its sockets are outside.
 */

import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { ended } from './sshd.ts';

export const LIBVIRTD = '/usr/sbin/libvirtd';
export const VIRSH = '/usr/bin/virsh';
const UNSHARE = '/usr/bin/unshare';
const QEMU = '/usr/bin/qemu-system-x86_64';
const run = promisify(execFile);

export const LIBVIRT_HOST_UUID = '8c0ffee0-1111-4222-8333-444455556666';

/** Why a daemon cannot run here, or undefined when it can. */
export const libvirtSkip =
  process.platform !== 'linux' || !existsSync(LIBVIRTD) || !existsSync(VIRSH)
    ? `no ${LIBVIRTD}; install the packages libvirt-daemon-system and libvirt-clients`
    : process.getuid?.() === 0
      ? undefined
      : 'a daemon with its own directories needs to be started as root';

export const qemuSkip =
  libvirtSkip ?? (existsSync(QEMU) ? undefined : `no ${QEMU}; install the package qemu-system-x86`);

export interface TestLibvirtd extends AsyncDisposable {
  /** Everything of this daemon; files that it is to read may be put here. */
  readonly folder: string;
  readonly socket: string;
  readonly readOnlySocket: string;
  readonly process: ChildProcess;
  /** The URI by which virsh reaches it: uri('qemu', '/system'). */
  uri(driver: 'qemu' | 'test', path: string): string;
  /** Runs virsh on it and answers what it wrote. */
  virsh(uri: string, ...words: readonly string[]): Promise<string>;
}

const DIRECTORIES = ['/run/libvirt', '/var/lib/libvirt', '/etc/libvirt', '/var/cache/libvirt', '/var/log/libvirt'];

/** Lays the daemon's directories over those of the machine, for itself only. $1: its folder; the rest: directories. */
const IN_NAMESPACE = `
set -e
folder="$1"; shift
for directory in "$@"; do
  mkdir -p "$folder/root$directory" "$directory"
  mount --bind "$folder/root$directory" "$directory"
done
# Without the test that started it the daemon has no purpose.
exec setpriv --pdeathsig TERM ${LIBVIRTD} -f "$folder/libvirtd.conf" -p "$folder/libvirtd.pid"
`;

export async function startLibvirtd(lines: readonly string[] = []): Promise<TestLibvirtd> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-libvirt-'));
  const sockets = path.join(folder, 'sock');
  await mkdir(sockets);
  await mkdir(path.join(folder, 'root/etc/libvirt'), { recursive: true });
  await writeFile(
    path.join(folder, 'libvirtd.conf'),
    [
      `unix_sock_dir = "${sockets}"`,
      'unix_sock_group = "root"',
      'unix_sock_ro_perms = "0777"',
      'auth_unix_ro = "none"',
      'auth_unix_rw = "none"',
      `host_uuid = "${LIBVIRT_HOST_UUID}"`,
      ...lines,
      '',
    ].join('\n'),
  );
  await writeFile(
    path.join(folder, 'root/etc/libvirt/qemu.conf'),
    'stdio_handler = "file"\nsecurity_driver = "none"\nuser = "root"\ngroup = "root"\nremember_owner = 0\n',
  );
  const child = spawn(
    UNSHARE,
    ['--mount', '--propagation', 'private', 'sh', '-c', IN_NAMESPACE, 'sh', folder, ...DIRECTORIES],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
  const daemon: TestLibvirtd = {
    folder,
    socket: path.join(sockets, 'libvirt-sock'),
    readOnlySocket: path.join(sockets, 'libvirt-sock-ro'),
    process: child,
    uri: (driver, place) => `${driver}+unix://${place}?socket=${path.join(sockets, 'libvirt-sock')}`,
    virsh: async (uri, ...words) => (await run(VIRSH, ['-c', uri, ...words], { maxBuffer: 1 << 26 })).stdout,
    async [Symbol.asyncDispose]() {
      await ended(child);
      await rm(folder, { recursive: true, force: true });
    },
  };
  await answers(daemon, said);
  return daemon;
}

async function answers(daemon: TestLibvirtd, said: readonly string[]): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (daemon.process.exitCode !== null) break;
    const up =
      existsSync(daemon.readOnlySocket) &&
      (await daemon.virsh(daemon.uri('test', '/default'), 'uri').then(
        () => true,
        () => false,
      ));
    if (up) return;
    await sleep(50);
  }
  await daemon[Symbol.asyncDispose]();
  throw new Error(`libvirtd did not start: ${said.join('').slice(0, 2000)}`);
}
