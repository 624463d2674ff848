/**
 * How long a first full read of a vCenter takes and what an idle cycle for changes costs, beside clients in Python
 * (pyVmomi) and Go (govmomi) that fetch the same properties of the same simulator on the same machine.
 *
 *   node bench/sync-vsphere.ts --vms 20000
 *
 * Tags and utilisation are left out: the peers do not fetch them. The simulator answers a question for changes only
 * after a fixed wait of 250 ms, so the idle cycle is given in processor time of ours as well.
 */

import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Connection, ReadEnd } from '../src/providers/connection.ts';
import { PLACE_SPECS, VM_SPEC } from '../src/providers/vsphere/paths.ts';
import { vsphereProvider } from '../src/providers/vsphere/provider.ts';
import { accessTo } from '../src/providers/vsphere/vcsim-access.fixture.ts';
import { buildGo, startVcsim, vcsimMissing } from '../test/support/vcsim.ts';
import { machineLine, quantile } from './machine.ts';

/** Seconds until the simulator looks for changes at all. */
const FIXED_WAIT = 0.25;

interface Measured {
  readonly objects: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakRssMiB: number;
}

interface OwnMeasured extends Measured {
  /** The first cycle after a full read, which sets the watch up and compares. */
  readonly firstCycle: { readonly seconds: number; readonly cpuSeconds: number };
  readonly idleCycle: { readonly seconds: number; readonly cpuSeconds: number };
}

interface Target {
  readonly host: string;
  readonly user: string;
  readonly password: string;
}

const { values } = parseArgs({
  options: {
    vms: { type: 'string', default: '20000' },
    'no-peers': { type: 'boolean', default: false },
    // Measures ours in a process of its own, so that it has a peak of its own.
    measure: { type: 'boolean', default: false },
  },
});

async function compare(): Promise<void> {
  const missing = await vcsimMissing();
  if (missing !== undefined) throw new Error(missing);
  const vms = Number(values.vms);
  print(`machine   ${machineLine()}`);
  const started = performance.now();
  await using sim = await startVcsim({ vms, clusters: 10, hosts: 4 });
  print(`vcsim     ${vms} machines, 10 clusters of 4 hosts, ready in ${seconds(performance.now() - started)}`);
  const target: Target = { host: sim.host, user: sim.user, password: sim.password };
  const specs = [VM_SPEC, ...PLACE_SPECS];
  const own = (await inChild(process.execPath, [fileURLToPath(import.meta.url), '--measure'], target)) as OwnMeasured;
  print(line('isthmus', own));
  print(
    `          first cycle for changes ${own.firstCycle.seconds.toFixed(2)} s; idle cycle ${own.idleCycle.seconds.toFixed(3)} s, ` +
      `${share(own.idleCycle.seconds, own.seconds)} of the full read; without the simulator's fixed wait ` +
      `${share(Math.max(0, own.idleCycle.seconds - FIXED_WAIT), own.seconds)}, of processor time ${share(own.idleCycle.cpuSeconds, own.cpuSeconds)}`,
  );
  if (values['no-peers']) return;
  const govmomi = await buildGo('vsphere-govmomi', fileURLToPath(new URL('vsphere-govmomi', import.meta.url)));
  const script = fileURLToPath(new URL('vsphere_pyvmomi.py', import.meta.url));
  for (const [name, command, args] of [
    ['govmomi', govmomi, []],
    ['pyVmomi', '/usr/bin/python3', [script]],
  ] as const) {
    try {
      const peer = await inChild(command, args, { ...target, specs });
      print(`${line(name, peer)}; isthmus takes ${(own.seconds / peer.seconds).toFixed(2)} of its time`);
    } catch (error) {
      print(`${name.padEnd(9)} skipped: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

async function measureOwn(target: Target): Promise<OwnMeasured> {
  const access = await accessTo(target, { tags: false, utilisationDays: 0 });
  const before = cpuSeconds();
  const started = performance.now();
  const request = { sourceId: 'bench', ...access, clock: () => new Date() };
  await using connection = await vsphereProvider.live!.connect(request);
  const full = await read(connection);
  const result = {
    objects: full.objects,
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: cpuSeconds() - before,
    peakRssMiB: process.resourceUsage().maxRSS / 1024,
  };
  const cycle = async (): Promise<{ seconds: number; cpuSeconds: number }> => {
    const cpu = cpuSeconds();
    const begun = performance.now();
    const { objects } = await read(connection, full.end.cursor?.value);
    if (objects > 0) throw new Error(`${objects} objects changed on an idle server`);
    return { seconds: (performance.now() - begun) / 1000, cpuSeconds: cpuSeconds() - cpu };
  };
  const firstCycle = await cycle();
  const idle = [await cycle(), await cycle(), await cycle(), await cycle(), await cycle()];
  const median = (pick: (each: (typeof idle)[number]) => number): number => quantile(idle.map(pick), 0.5);
  const idleCycle = { seconds: median((each) => each.seconds), cpuSeconds: median((each) => each.cpuSeconds) };
  return { ...result, firstCycle, idleCycle };
}

async function read(connection: Connection, cursor?: string): Promise<{ objects: number; end: ReadEnd }> {
  const reading = connection.inventory?.read({ onIssue: () => undefined, ...(cursor !== undefined && { cursor }) });
  if (reading === undefined) throw new Error('no inventory');
  for (let objects = 0; ;) {
    const next = await reading.next();
    if (next.done === true) return { objects, end: next.value };
    objects += next.value.items.length;
  }
}

async function inChild(command: string, args: readonly string[], input: unknown): Promise<Measured> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject));
  child.stdin.end(JSON.stringify(input));
  const said = await text(child.stdout);
  const status = await ended;
  if (status !== 0) throw new Error(`${command} ended with ${status}`);
  return JSON.parse(said) as Measured;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const line = (name: string, { objects, seconds, cpuSeconds, peakRssMiB }: Measured): string =>
  `${name.padEnd(9)} ${objects} objects in ${seconds.toFixed(1)} s (${cpuSeconds.toFixed(1)} s of CPU), peak RSS ${peakRssMiB.toFixed(0)} MiB`;
const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
const print = (message: string): void => console.log(message);

if (values.measure) print(JSON.stringify(await measureOwn(JSON.parse(await text(process.stdin)) as Target)));
else await compare();
