/**
 * Rates of the assessor on the simulator's estate: workloads judged per second by all rules for all targets, on one
 * thread. node bench/assess.ts [workloads] [--store]. With --store also the whole of it in the product. The second run leaves each machine only the facts of the sheet vInfo,
 * which is where most answers stay open.
 */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createAssessor } from '../src/core/assess/engine.ts';
import { topFixes } from '../src/core/assess/fixes.ts';
import { RULES } from '../src/core/assess/rules/registry.ts';
import { assessEstate } from '../src/core/assess/summary.ts';
import { TARGETS } from '../src/core/assess/targets/registry.ts';
import { resolveGuestOs } from '../src/core/model/guest-os.ts';
import type { FactKey, Workload, WorkloadObservation } from '../src/core/model/workload.ts';
import { generateEstate } from '../src/providers/simulator/estate.ts';
import { loadCatalog } from '../src/services/catalog.ts';

const AS_OF = '2026-11-22';

const OF_VINFO: readonly FactKey[] = [
  'name',
  'platform',
  'template',
  'placeholder',
  'powerState',
  'connectionState',
  'cpuCount',
  'memoryMiB',
  'os',
  'hostName',
  'ipAddresses',
  'firmware',
  'secureBoot',
  'hardwareVersion',
  'changeTracking',
  'consolidationNeeded',
  'faultTolerance',
  'diskUuidEnabled',
  'latencySensitivity',
  'annotation',
  'cluster',
  'host',
];

const count = Number(process.argv[2] ?? 100_000);
const catalog = await loadCatalog();

function toWorkload({ kind, identity, facts }: WorkloadObservation, index: number): Workload {
  const os = facts.os === undefined ? {} : { os: resolveGuestOs(facts.os, catalog) };
  const id = `wl-${index.toString(16).padStart(16, '0')}`;
  return { id, kind, identity, facts: { ...facts, ...os }, observations: [], provenance: {}, conflicts: [] };
}

function onlyVinfo(workload: Workload): Workload {
  const kept = Object.entries(workload.facts).filter(([key]) => OF_VINFO.some((fact) => fact === key));
  return { ...workload, facts: Object.fromEntries(kept) };
}

const observations: WorkloadObservation[] = [];
for (const source of generateEstate({ seed: 1, workloads: count, observedAt: `${AS_OF}T08:00:00.000Z` }).sources) {
  for (const batch of source.items()) {
    for (const item of batch)
      if (item.type === 'workload' && observations.length < count) observations.push(item.observation);
  }
}
const all = observations.map(toWorkload);

for (const [title, workloads] of [
  ['all facts', all],
  ['vInfo only', all.map(onlyVinfo)],
] as const) {
  const assessor = createAssessor({ catalog, asOf: AS_OF });
  const kept: unknown[] = [];
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  const cpu = process.cpuUsage();
  const summary = assessEstate(workloads, assessor, (assessment) => kept.push(assessment));
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - started) / 1000;
  const mebibytes = (process.memoryUsage().heapUsed - before) / 1024 ** 2;
  const { pass, fail, unknown } = summary.verdicts;
  console.log(
    `${title}: ${workloads.length} workloads × ${RULES.length} rules × ${TARGETS.length} targets in ${seconds.toFixed(2)} s ` +
      `(${((user + system) / 1e6).toFixed(2)} s of CPU), ` +
      `${Math.round(workloads.length / seconds)} workloads/s, ${Math.round((pass + fail + unknown) / seconds / 1000)} k verdicts/s, ` +
      `heap +${mebibytes.toFixed(0)} MiB with all ${kept.length} results kept`,
  );
  console.log(`  ${pass} pass, ${fail} fail, ${unknown} unknown; ${summary.obstacles.length} groups of obstacles`);
  const ranked = performance.now();
  const fixes = topFixes(summary, { limit: 10 });
  const unblocked = fixes.reduce((sum, fix) => sum + fix.workloadsUnblocked, 0);
  console.log(
    `  top ${fixes.length} fixes unblock ${unblocked}, ranked in ${(performance.now() - ranked).toFixed(0)} ms`,
  );
}

if (process.argv.includes('--store')) {
  // In a process of its own: what is kept above would have to be collected there.
  const file = fileURLToPath(new URL('./assess-store.ts', import.meta.url));
  spawnSync(process.execPath, [file, String(count)], { stdio: 'inherit' });
}
