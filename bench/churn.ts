/**
 * Whether reading keeps up with an estate that changes while people look at it: a simulated platform of which a share of
 * the machines changes each minute is read minute by minute, while the list is asked over HTTP in the same process:
 * node bench/churn.ts [--workloads 100000] [--percent 1] [--cycles 8]. The clock is moved by a minute from one cycle to
 * the next, so a cycle must stay far below 60 seconds. For one core: taskset -c 0 node bench/churn.ts. The simulator's
 * machines call one another; --without-dependencies measures an estate of which nobody recorded flows.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import { buildApp } from '../src/http/app.ts';
import { connectSource } from '../src/services/connect-source.ts';
import { openContext } from '../src/services/context.ts';
import type { OwnedContext, ServiceContext } from '../src/services/context.ts';
import { listGenerations } from '../src/services/generations.ts';
import { remakeEstate } from '../src/services/rebuild-estate.ts';
import { syncSource } from '../src/services/sync-source.ts';
import { createToken } from '../src/services/tokens.ts';
import { removeHome } from '../test/support/homes.ts';
import { machineLine, quantile } from './machine.ts';

const { values } = parseArgs({
  options: {
    workloads: { type: 'string', default: '100000' },
    percent: { type: 'string', default: '1' },
    cycles: { type: 'string', default: '8' },
    'without-dependencies': { type: 'boolean', default: false },
  },
});
const workloads = Number(values.workloads);
const cycles = Number(values.cycles);
/** A person who looks through a list, again and again. */
const PAUSE_MS = 50;
const FACETS = 'platform,os.family,powerState,cluster,environment,criticality';
const QUESTIONS: readonly ((n: number) => Readonly<Record<string, string>>)[] = [
  () => ({ facets: FACETS }),
  (n) => ({ filter: `os.family = windows and os.version < ${2008 + (n % 18)}`, facets: FACETS }),
  (n) => ({ filter: `memoryMiB >= ${1 + (n % 64)}Gi and powerState = on`, sort: '-memoryMiB', facets: FACETS }),
  (n) => ({ filter: `name ~ sql${n % 10}`, facets: FACETS }),
  (n) => ({ filter: `tags.Environment is known and disks.capacityMiB > ${n % 900}Gi`, facets: FACETS }),
];

/** Seconds by phase of the newest cycle, in the words that progress uses. */
const phases = new Map<string, number>();

console.log(machineLine());
const home = await mkdtemp(join(tmpdir(), 'isthmus-bench-'));
let minute = 0;
const began = Date.now();
try {
  await using context = await openContext(readConfig({ ISTHMUS_HOME: home }), {
    clock: () => new Date(began + minute * 60_000),
  });
  await measure(context);
} finally {
  await removeHome(home);
  await rm(home, { recursive: true, force: true });
}

async function measure(context: OwnedContext): Promise<void> {
  await connectSource(context, {
    kind: 'simulator',
    name: 'bench',
    secrets: {},
    settings: { seed: 42, workloads, churnPctPerMinute: Number(values.percent) },
  });
  const first = await cycle(context);
  console.log(
    `first read of ${workloads} workloads: ${first.toFixed(1)} s, peak RSS ${peakMiB()} MiB (${phaseLine()} s)`,
  );
  if (values['without-dependencies']) await forgetDependencies(context);
  const list = await listing(context);
  await list.ask(20);
  let most = 0;
  const sampling = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 100);
  const times: number[] = [];
  const all: number[] = [];
  for (minute = 1; minute <= cycles; minute += 1) {
    const looking = list.lookOn();
    const took = await cycle(context);
    const asked = await looking.stop();
    times.push(took);
    all.push(...asked);
    const newest = (await listGenerations(context))[0];
    console.log(
      `minute ${String(minute).padStart(2)}: read and made in ${took.toFixed(2)} s, generation ${newest?.number} of ${newest?.counts.workloads}; ${asked.length} lists meanwhile, p95 ${quantile(asked, 0.95).toFixed(0)} ms, max ${quantile(asked, 1).toFixed(0)} ms (${phaseLine()} s)`,
    );
  }
  clearInterval(sampling);
  const quiet = await list.ask(100);
  console.log(`cycle: median ${quantile(times, 0.5).toFixed(2)} s, max ${quantile(times, 1).toFixed(2)} s of 60 s`);
  console.log(
    `list during cycles: p50 ${quantile(all, 0.5).toFixed(0)} ms, p95 ${quantile(all, 0.95).toFixed(0)} ms, max ${quantile(all, 1).toFixed(0)} ms over ${all.length} requests`,
  );
  console.log(
    `list between cycles: p50 ${quantile(quiet, 0.5).toFixed(0)} ms, p95 ${quantile(quiet, 0.95).toFixed(0)} ms`,
  );
  // A minute is a cycle and the rest, in which nothing is made.
  const busy = Math.min(1, times.reduce((sum, took) => sum + took, 0) / times.length / 60);
  console.log(`list over whole minutes: p95 ${weighted(all, busy, quiet, 1 - busy, 0.95).toFixed(0)} ms`);
  console.log(`generations kept: ${(await listGenerations(context)).length} of ${cycles + 1}`);
  const { rows } = await context.store.query<{ size: string }>(
    'select pg_size_pretty(pg_database_size(current_database())) as size',
  );
  console.log(
    `database: ${rows[0]?.size}; RSS of the process that simulates, reads, makes and serves: at most ${Math.round(most / 2 ** 20)} MiB in cycles, ${peakMiB()} MiB in all`,
  );
  await list.close();
}

async function forgetDependencies(context: ServiceContext): Promise<void> {
  await context.store.query("delete from observed_inventory where kind = 'dependency'");
  await remakeEstate(context, 'without dependencies');
}

async function cycle(context: ServiceContext): Promise<number> {
  const started = performance.now();
  const cpu = process.cpuUsage();
  phases.clear();
  let since = started;
  let current = 'connecting';
  const note = (phase: string): void => {
    const now = performance.now();
    phases.set(current, (phases.get(current) ?? 0) + (now - since) / 1000);
    [since, current] = [now, phase];
  };
  await syncSource({ ...context, progress: (_fraction, phase) => note(phase) }, 'bench');
  note('');
  const { user, system } = process.cpuUsage(cpu);
  phases.set('of which this process computed', (user + system) / 1e6);
  return (performance.now() - started) / 1000;
}

function phaseLine(): string {
  return [...phases].map(([phase, took]) => `${phase} ${took.toFixed(1)}`).join(', ');
}

interface Listing {
  ask(times: number): Promise<number[]>;
  lookOn(): { stop(): Promise<number[]> };
  close(): Promise<void>;
}

async function listing(context: ServiceContext): Promise<Listing> {
  const app = buildApp(context, {});
  const { secret } = await createToken(
    context,
    { name: 'bench', grants: [{ role: 'admin' }] },
    { name: 'bench', role: 'viewer', days: 1 },
  );
  let asked = 0;
  const one = async (): Promise<number> => {
    asked += 1;
    const query = new URLSearchParams({ limit: '50', ...QUESTIONS[asked % QUESTIONS.length]?.(asked) });
    const started = performance.now();
    const answer = await app.inject({
      url: `/api/v1/workloads?${query.toString()}`,
      headers: { authorization: `Bearer ${secret}` },
    });
    if (answer.statusCode !== 200) throw new Error(answer.body);
    return performance.now() - started;
  };
  return {
    async ask(times) {
      const took: number[] = [];
      while (took.length < times) took.push(await one());
      return took;
    },
    lookOn() {
      const took: number[] = [];
      const watch = { on: true };
      const looking = (async () => {
        while (watch.on) {
          took.push(await one());
          await sleep(PAUSE_MS);
        }
      })();
      return {
        async stop() {
          watch.on = false;
          await looking;
          return took;
        },
      };
    },
    async close() {
      await app.close();
    },
  };
}

/** The value below which `share` of two samples lie, each counted as much as it weighs. */
function weighted(a: readonly number[], weightA: number, b: readonly number[], weightB: number, share: number): number {
  const each = [
    ...a.map((value) => ({ value, weight: weightA / a.length })),
    ...b.map((value) => ({ value, weight: weightB / b.length })),
  ].sort((left, right) => left.value - right.value);
  let sum = 0;
  return each.find(({ weight }) => (sum += weight) >= share)?.value ?? Number.NaN;
}

function peakMiB(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
