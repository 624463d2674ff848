/**
 * A real vCenter API on loopback: govmomi's simulator, built once from Debian's Go packages. It answers as vCenter 6.5,
 * ignores maxObjects, and knows no changed block tracking and no guest addresses: test/support/vsphere-stub.ts does.
 */

import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const SOURCES = path.join(import.meta.dirname, 'vcsim');
const CACHE = path.join(import.meta.dirname, '../../node_modules/.cache/isthmus');
const GOVMOMI = '/usr/share/gocode/src/github.com/vmware/govmomi/simulator';

export interface Vcsim extends AsyncDisposable {
  /** "127.0.0.1:40123". */
  readonly host: string;
  readonly user: string;
  readonly password: string;
  readonly pid: number;
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>;
}

export interface VcsimOptions {
  readonly vms?: number;
  readonly clusters?: number;
  readonly hosts?: number;
  /** A host on its own instead of a vCenter. */
  readonly esx?: boolean;
  /** Seconds after which a session without requests ends. */
  readonly idleSeconds?: number;
  /** "127.0.0.1:40123" to come back where it was. */
  readonly listen?: string;
}

/** Why it cannot run here; undefined when it can. */
export async function vcsimMissing(): Promise<string | undefined> {
  const present = async (file: string): Promise<boolean> =>
    access(file).then(
      () => true,
      () => false,
    );
  if (await present(await binaryPath('vcsim', SOURCES))) return undefined;
  if (!(await present(GOVMOMI))) return `no ${GOVMOMI}; install the package golang-github-vmware-govmomi-dev`;
  return (await goCommand()) === undefined ? 'no go; install the package golang-go' : undefined;
}

/** Builds the Go program of a folder against Debian's packages, unless that was done before; answers its path. */
export async function buildGo(name: string, folder: string): Promise<string> {
  const binary = await binaryPath(name, folder);
  if (
    await access(binary).then(
      () => true,
      () => false,
    )
  )
    return binary;
  await mkdir(CACHE, { recursive: true });
  const partial = `${binary}.${process.pid}`;
  await promisify(execFile)((await goCommand()) ?? 'go', ['build', '-o', partial, '.'], {
    cwd: folder,
    env: { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOFLAGS: '' },
  });
  // Several test files may build at once; whoever is last replaces the same bytes.
  await rename(partial, binary);
  return binary;
}

export async function startVcsim(options: VcsimOptions = {}): Promise<Vcsim> {
  const binary = await buildGo('vcsim', SOURCES);
  const { vms = 10, clusters = 1, hosts = 3, esx = false, idleSeconds = 0, listen = '127.0.0.1:0' } = options;
  const flags = { vms, clusters, hosts, esx, listen, idle: `${idleSeconds}s` };
  const args = Object.entries(flags).map(([flag, value]) => `-${flag}=${value}`);
  // Its datastores are folders there; a killed one would leave them behind.
  const folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-vcsim-'));
  const env = { ...process.env, TMPDIR: folder };
  const child = spawn(binary, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve())).then(() =>
    rm(folder, { recursive: true, force: true }),
  );
  const lines = createInterface({ input: child.stdout });
  const first = await Promise.race([lines[Symbol.asyncIterator]().next(), ended.then(() => undefined)]);
  if (first?.value === undefined) throw new Error('vcsim ended before it was ready');
  const said = JSON.parse(first.value) as Pick<Vcsim, 'host' | 'user' | 'password'>;
  return {
    ...said,
    pid: child.pid ?? 0,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      const late = setTimeout(() => child.kill('SIGKILL'), 5000);
      await ended;
      clearTimeout(late);
    },
  };
}

async function binaryPath(name: string, folder: string): Promise<string> {
  const source = await readFile(path.join(folder, 'main.go'));
  return path.join(CACHE, `${name}-${createHash('sha256').update(source).digest('hex').slice(0, 12)}`);
}

async function goCommand(): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const found = await access(path.join(folder, 'go')).then(
      () => true,
      () => false,
    );
    if (found) return path.join(folder, 'go');
  }
  return undefined;
}
