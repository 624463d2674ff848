/**
 * How fast a libvirt host is read: everything, then what has changed, on a libvirtd with its driver for tests. The peer
 * is virsh on the same daemon: one process for each domain as scripts do it, and one session that is given all commands.
 * Processes are measured against the driver's built-in host of one domain and counted up: with the large host this
 * driver would read its file for every one of them, which no real host does.
 *
 *   node bench/sync-libvirt.ts --domains 500        (as root, with libvirt-daemon-system and libvirt-clients)
 */

import { execFile, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { Connection } from '../src/providers/connection.ts';
import { testHost } from '../src/providers/libvirt/domain.fixture.ts';
import { libvirtProvider } from '../src/providers/libvirt/provider.ts';
import { LIBVIRTD, VIRSH, libvirtSkip, startLibvirtd } from '../test/support/libvirt.ts';
import type { TestLibvirtd } from '../test/support/libvirt.ts';
import { sshdSkip, startSshd } from '../test/support/sshd.ts';
import { machineLine } from './machine.ts';

const run = promisify(execFile);
const { values } = parseArgs({
  options: { domains: { type: 'string', default: '500' }, rounds: { type: 'string', default: '5' } },
});
const domains = Number(values.domains);
const rounds = Number(values.rounds);
const PROCESSES = 20;

async function measure(): Promise<void> {
  if (libvirtSkip !== undefined) return print(`skipped: ${libvirtSkip}`);
  await using daemon = await startLibvirtd();
  const file = path.join(daemon.folder, 'host.xml');
  await writeFile(file, testHost(domains));
  print(`machine     ${machineLine()}`);
  print(`daemon      ${(await run(LIBVIRTD, ['--version'])).stdout.trim()}, driver for tests, ${domains} domains`);
  const local = { uri: `test://${file}`, socket: daemon.readOnlySocket };
  const ours = await sync('socket', local, {});
  if (sshdSkip === undefined) {
    await using sshd = await startSshd();
    const uri = `test+ssh://${sshd.username}@127.0.0.1:${sshd.port}${file}`;
    const settings = { uri, socket: daemon.readOnlySocket, hostKey: sshd.fingerprint };
    await sync('SSH', settings, { privateKey: sshd.privateKey });
  }
  const each = (await timed(() => virshProcesses(daemon))) * (domains / PROCESSES);
  const session = await median(() => virshSession(daemon, file));
  print(
    `virsh       one process a domain ${ms(each)} (${PROCESSES} measured); one session ${ms(session)} (dumpxml and nothing else)`,
  );
  print(
    `ratio       first sync is ${(each / ours).toFixed(1)}× as fast as virsh by process, ${(session / ours).toFixed(2)}× as virsh by session`,
  );
}

async function sync(
  way: string,
  settings: Readonly<Record<string, string>>,
  secrets: Readonly<Record<string, string>>,
): Promise<number> {
  const connecting: number[] = [];
  const full: number[] = [];
  const idle: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const connect = async (): Promise<Connection> => {
      const connection = await libvirtProvider.live?.connect({
        sourceId: 's',
        settings,
        secrets,
        clock: () => new Date(),
      });
      if (connection === undefined) throw new Error('no live connection');
      return connection;
    };
    const begun = performance.now();
    await using connection = await connect();
    connecting.push(performance.now() - begun);
    let cursor: string | undefined;
    let workloads = 0;
    full.push(await timed(async () => void ([workloads, cursor] = await read(connection, undefined))));
    if (workloads !== domains) throw new Error(`${workloads} domains were read`);
    idle.push(await timed(async () => void (await read(connection, cursor))));
  }
  const first = middle(connecting) + middle(full);
  print(
    `${way.padEnd(11)} connect ${ms(middle(connecting))}, full ${ms(middle(full))}, idle delta ${ms(middle(idle))} (medians of ${rounds})`,
  );
  return first;
}

async function read(connection: Connection, cursor: string | undefined): Promise<[number, string | undefined]> {
  const reading = connection.inventory?.read({ onIssue: () => undefined, ...(cursor !== undefined && { cursor }) });
  let workloads = 0;
  for (;;) {
    const next = await reading?.next();
    if (next === undefined) throw new Error('no inventory');
    if (next.done === true) return [workloads, next.value.cursor?.value];
    workloads += next.value.items.filter(({ type }) => type === 'workload').length;
  }
}

const names = Array.from({ length: domains }, (_, index) => `vm-${String(index).padStart(4, '0')}`);

async function virshProcesses(daemon: TestLibvirtd): Promise<void> {
  for (let index = 0; index < PROCESSES; index++) await daemon.virsh(daemon.uri('test', '/default'), 'dumpxml', 'test');
}

async function virshSession(daemon: TestLibvirtd, file: string): Promise<void> {
  const child = spawn(VIRSH, ['-r', '-q', '-c', daemon.uri('test', file)], { stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(`${names.map((name) => `dumpxml ${name}`).join('\n')}\nquit\n`);
  let bytes = 0;
  for await (const chunk of child.stdout) bytes += (chunk as Buffer).length;
  if (bytes < domains * 500) throw new Error(`virsh wrote ${bytes} bytes`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timed(work));
  return middle(times);
}

const middle = (times: readonly number[]): number => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const ms = (time: number): string => `${time.toFixed(0)} ms`;

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

await measure();
