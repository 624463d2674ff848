/**
 * How fast a server answers while it places: p50, p95 and the worst of GET /api/v1/workloads before and during a
 * placement of a simulated estate, from one real server process with its own database.
 * node bench/place-while.ts [--workloads 100000] [--sites 20] [--iterations 20000]
 */

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { parse, stringify } from 'yaml';
import type { Operation } from '../src/api/common.ts';
import type { PlacementSummaryDocument } from '../src/api/placements.ts';
import { readConfig } from '../src/config.ts';
import { buildApp } from '../src/http/app.ts';
import { openContext } from '../src/services/context.ts';
import { importDemo } from '../src/services/import-demo.ts';
import { putSites } from '../src/services/sites-document.ts';
import { createToken } from '../src/services/tokens.ts';
import { shippedFile } from '../src/shipped-files.ts';
import { removeHome } from '../test/support/homes.ts';
import { machineLine, quantile } from './machine.ts';

const { values } = parseArgs({
  options: {
    workloads: { type: 'string', default: '100000' },
    sites: { type: 'string', default: '20' },
    iterations: { type: 'string', default: '20000' },
  },
});
const PAUSE_MS = 50;

console.log(machineLine());
const home = await mkdtemp(join(tmpdir(), 'isthmus-bench-'));
try {
  await using context = await openContext(readConfig({ ISTHMUS_HOME: home }), { actor: 'bench' });
  await importDemo(context, { seed: 42, workloads: Number(values.workloads) });
  await putSites(context, await manySites(Number(values.sites)));
  const app = buildApp(context, {});
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const admin = { name: 'bench', grants: [{ role: 'admin' as const }] };
  const { secret } = await createToken(context, admin, { name: 'bench', role: 'admin', days: 1 });
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await fetch(`${address}${path}`, {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (answer.status >= 400) throw new Error(await answer.text());
    return (await answer.json()) as T;
  };
  const ask = async (n: number): Promise<number> => {
    const started = performance.now();
    await call('GET', `/api/v1/workloads?limit=50&filter=${encodeURIComponent(`memoryMiB >= ${1 + (n % 64)}Gi`)}`);
    return performance.now() - started;
  };
  await ask(0);
  const before: number[] = [];
  for (let n = 0; n < 100; n += 1) before.push(await ask(n));
  console.log(`before:  ${line(before)}`);

  const started = performance.now();
  let operation = await call<Operation>('POST', '/api/v1/placements', {
    seed: 1,
    iterations: Number(values.iterations),
  });
  const during = new Map<string, number[]>();
  for (let n = 0; operation.state === 'pending' || operation.state === 'running'; n += 1) {
    const times = during.get(operation.phase) ?? [];
    during.set(operation.phase, times);
    times.push(await ask(n));
    await sleep(PAUSE_MS);
    operation = await call<Operation>('GET', `/api/v1/operations/${operation.id}`);
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  for (const [phase, times] of during) console.log(`  ${phase.padEnd(24)} ${line(times)}`);
  console.log(`during:  ${line([...during.values()].flat())}`);
  if (operation.problem !== null) throw new Error(operation.problem.detail);
  const placed = operation.result as PlacementSummaryDocument;
  console.log(
    `placed ${placed.placed} of ${placed.placed + placed.unplaced} at ${placed.sites.length} sites in ${seconds} s (search ${placed.seconds} s), gap ${placed.gapPct.toFixed(3)} %`,
  );
  const { user, system } = process.cpuUsage();
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`CPU of the process, threads included: ${((user + system) / 1e6).toFixed(1)} s; peak RSS ${peak} MiB`);
  await app.close();
} finally {
  await removeHome(home);
  await rm(home, { recursive: true, force: true });
}

/** The demo's sites, and copies of those that nothing runs on yet until there are enough. */
async function manySites(count: number): Promise<string> {
  const file = parse(await readFile(shippedFile('demo/sites.yaml'), 'utf8'), { merge: true }) as {
    sites: { id: string; matches?: unknown; acceptsWorkloads?: boolean }[];
  };
  const open = file.sites.filter(({ acceptsWorkloads }) => acceptsWorkloads !== false);
  for (let n = 0; file.sites.length < count; n += 1) {
    const { matches: _matches, ...site } = structuredClone(open[n % open.length] as (typeof open)[number]);
    file.sites.push({ ...site, id: `${site.id}-${n}` });
  }
  return stringify(file);
}

function line(times: readonly number[]): string {
  const ms = (share: number): string => `${quantile(times, share).toFixed(0)} ms`.padStart(8);
  return `p50 ${ms(0.5)}   p95 ${ms(0.95)}   worst ${ms(1)}   (${times.length} requests)`;
}
