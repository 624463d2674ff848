/**
 * How fast a page of the workload list comes over the API, with a filter and facets, from a real server process's
 * code on a real database: node bench/list.ts [--workloads 100000] [--requests 400]. The peer is PostgreSQL itself,
 * asked the same question in SQL over a table of the same values.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config.ts';
import type { WhyRecord } from '../src/core/evidence/why-record.ts';
import { buildApp } from '../src/http/app.ts';
import { openContext } from '../src/services/context.ts';
import type { ServiceContext } from '../src/services/context.ts';
import { eachWorkload } from '../src/services/generations.ts';
import { importDemo } from '../src/services/import-demo.ts';
import { saveResult } from '../src/services/results.ts';
import type { ResultRow } from '../src/services/results.ts';
import { createToken } from '../src/services/tokens.ts';
import { removeHome } from '../test/support/homes.ts';
import { machineLine, quantile } from './machine.ts';

const { values } = parseArgs({
  options: { workloads: { type: 'string', default: '100000' }, requests: { type: 'string', default: '400' } },
});
const workloads = Number(values.workloads);
const requests = Number(values.requests);
const FACETS = 'platform,os.family,powerState,cluster,environment,criticality';

/** What people ask: `n` makes every request's filter another, so that nothing can be remembered for it. */
const QUESTIONS: readonly ((n: number) => Readonly<Record<string, string>>)[] = [
  () => ({ facets: FACETS }),
  (n) => ({ filter: `os.family = windows and os.version < ${2008 + (n % 18)}`, facets: FACETS }),
  (n) => ({ filter: `memoryMiB >= ${1 + (n % 64)}Gi and powerState = on`, sort: '-memoryMiB', facets: FACETS }),
  (n) => ({ filter: `name ~ sql${n % 10}`, facets: FACETS }),
  (n) => ({ filter: `name ~ ^[a-z]+-?(sql|web)[0-9]*${n % 10}$`, facets: FACETS }),
  (n) => ({
    filter: `readiness.kvm != ready and not (cpuCount <= ${n % 16})`,
    sort: 'readiness.kvm',
    facets: `${FACETS},readiness.kvm`,
  }),
  (n) => ({
    filter: `tags.Environment is known and disks.capacityMiB > ${n}Gi`,
    sort: '-disks.capacityMiB',
    facets: FACETS,
  }),
  (n) => ({ filter: `ipAddresses has 10.0.0.${n % 255} or networks ~ vlan${n % 10}`, facets: `${FACETS},networks` }),
];

console.log(machineLine());
const home = await mkdtemp(join(tmpdir(), 'isthmus-bench-'));
try {
  await using context = await openContext(readConfig({ ISTHMUS_HOME: home }));
  await prepare(context);
  const app = buildApp(context, {});
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  const { secret } = await createToken(
    context,
    { name: 'bench', grants: [{ role: 'admin' }] },
    { name: 'bench', role: 'viewer', days: 1 },
  );
  await measure(address, secret);
  await app.close();
  await measurePeer(context);
  console.log(`peak RSS of the server's process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
} finally {
  await removeHome(home);
  await rm(home, { recursive: true, force: true });
}

async function prepare(context: ServiceContext): Promise<void> {
  let started = performance.now();
  await importDemo(context, { seed: 42, workloads });
  console.log(`demo estate of ${workloads} workloads imported in ${seconds(started)} s`);
  started = performance.now();
  const why: WhyRecord = {
    id: 'why-bench',
    decision: 'assess',
    createdAt: '2026-11-22T00:00:00.000Z',
    actor: 'bench',
    generation: 1,
    estateDigest: '',
    catalogVersion: '',
    packs: {},
    settings: {},
    inputsDigest: '',
    resultDigest: '',
    productVersion: '',
  };
  const saved = await saveResult(context, 'assess', {
    generation: 1,
    summary: {},
    settings: {},
    rows: readinessRows(context),
    why,
  });
  console.log(`result of ${saved.rowCount} rows saved in ${seconds(started)} s`);
}

async function* readinessRows(context: ServiceContext): AsyncGenerator<ResultRow> {
  const answers = ['ready', 'conditional', 'not-ready', 'unknown'];
  let n = 0;
  for await (const batch of eachWorkload(context, 1)) {
    for (const { id } of batch) {
      n += 1;
      yield {
        workloadId: id,
        columns: { 'readiness.kvm': answers[n % 4], bestTarget: 'kvm' },
        doc: { rules: Array.from({ length: 20 }, (_, rule) => `rule-${rule}`) },
      };
    }
  }
}

async function measure(address: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const ask = async (question: number, n: number): Promise<number> => {
    const query = new URLSearchParams({ limit: '50', ...QUESTIONS[question]?.(n) });
    const started = performance.now();
    const answer = await fetch(`${address}/api/v1/workloads?${query.toString()}`, { headers });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(text);
    return performance.now() - started;
  };
  const first = await ask(0, 0);
  console.log(`first page of a fresh process: ${first.toFixed(0)} ms`);
  const all: number[] = [];
  for (let question = 0; question < QUESTIONS.length; question += 1) {
    const times: number[] = [];
    for (let n = 0; n < requests / QUESTIONS.length; n += 1) times.push(await ask(question, n));
    all.push(...times);
    console.log(`${line(times)}  ${new URLSearchParams(QUESTIONS[question]?.(1)).get('filter') ?? '(everything)'}`);
  }
  console.log(`${line(all)}  all ${all.length} requests`);
}

/** The same page, total and facets in SQL: a table of the fields asked for, scanned and grouped by the database. */
async function measurePeer(context: ServiceContext): Promise<void> {
  await context.store
    .query(`create table peer as select id, lower(doc -> 'facts' ->> 'name') as name, (doc -> 'facts' ->> 'memoryMiB')::float8 as memory,
    doc -> 'facts' ->> 'platform' as platform, doc -> 'facts' -> 'os' ->> 'family' as family, doc -> 'facts' ->> 'powerState' as power,
    doc -> 'facts' ->> 'cluster' as cluster, doc -> 'facts' ->> 'environment' as environment, doc -> 'facts' ->> 'criticality' as criticality from workloads`);
  await context.store.query('vacuum analyze peer');
  const times: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    const where = [(1 + n) * 1024];
    const started = performance.now();
    await context.store.query(
      `select id from peer where memory >= $1 and power = 'on' order by memory desc, id limit 50`,
      where,
    );
    await context.store.query(
      `select platform, family, power, cluster, environment, criticality, count(*) from peer where memory >= $1 and power = 'on'
       group by grouping sets ((platform), (family), (power), (cluster), (environment), (criticality), ())`,
      where,
    );
    times.push(performance.now() - started);
  }
  console.log(`${line(times)}  the third question asked of PostgreSQL in SQL, without HTTP`);
}

function line(times: readonly number[]): string {
  const ms = (share: number): string => quantile(times, share).toFixed(1).padStart(6);
  return `p50 ${ms(0.5)}  p95 ${ms(0.95)}  max ${ms(1)} ms`;
}

function seconds(started: number): string {
  return ((performance.now() - started) / 1000).toFixed(1);
}
