/**
 * Assessing in the product: read from the database, judged, stored, with lists and the why-record. Then again after one
 * workload in a hundred has changed. node bench/assess.ts [workloads] --store.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { RULES } from '../src/core/assess/rules/registry.ts';
import { TARGETS } from '../src/core/assess/targets/registry.ts';
import type { Workload } from '../src/core/model/workload.ts';
import { assessEstate } from '../src/services/assess-estate.ts';
import type { AssessOptions } from '../src/services/assess-estate.ts';
import { openContext } from '../src/services/context.ts';
import type { ServiceContext } from '../src/services/context.ts';
import { eachWorkload } from '../src/services/generations.ts';
import { storedAssessment } from '../src/services/get-assessment.ts';
import { importDemo } from '../src/services/import-demo.ts';
import { changeEstate } from '../test/support/change-estate.ts';
import { removeHome } from '../test/support/homes.ts';
import { machineLine } from './machine.ts';

const count = Number(process.argv[2] ?? 100_000);
console.log(machineLine());
const home = await mkdtemp(join(tmpdir(), 'isthmus-bench-'));
try {
  await using context = await openContext(readConfig({ ISTHMUS_HOME: home }));
  await importDemo(context, { seed: 42, workloads: count });
  await measure(context, 'everything', { full: true });
  await measure(context, 'nothing changed');
  for (const name of ['one in a hundred changed', 'another one in a hundred changed']) {
    await changeEstate(context, { put: await changedWorkloads(context), remove: [] });
    await measure(context, name);
  }
  const last = await measure(context, 'everything again', { full: true });
  const started = performance.now();
  for await (const [workload] of eachWorkload(context, 1, 1)) {
    if (workload !== undefined) await storedAssessment(context, last, workload.id);
    break;
  }
  console.log(`one workload's assessment read in ${(performance.now() - started).toFixed(0)} ms`);
} finally {
  await removeHome(home);
  await rm(home, { recursive: true, force: true });
}

async function changedWorkloads(context: ServiceContext): Promise<Workload[]> {
  const changed: Workload[] = [];
  let place = 0;
  for await (const batch of eachWorkload(context, 1, 1000)) {
    for (const workload of batch) {
      place += 1;
      if (place % 100 !== 0) continue;
      const { facts } = workload;
      changed.push({ ...workload, facts: { ...facts, cpuCount: (facts.cpuCount ?? 1) + 1, snapshots: [] } });
    }
  }
  return changed;
}

async function measure(context: ServiceContext, what: string, options: AssessOptions = {}): Promise<string> {
  const started = performance.now();
  const cpu = process.cpuUsage();
  const phases: string[] = [];
  let phase = '';
  const told = {
    ...context,
    progress: (_fraction: number, next: string) => {
      if (next !== phase) phases.push(`${next} at ${((performance.now() - started) / 1000).toFixed(2)} s`);
      phase = next;
    },
  };
  const { id, judged, assessed } = await assessEstate(told, options);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    `${what}: ${assessed} workloads × ${RULES.length} rules × ${TARGETS.length} targets, ${judged} judged, in ${seconds.toFixed(2)} s ` +
      `(${((user + system) / 1e6).toFixed(2)} s of CPU beside the database's, load ${loadavg()[0]?.toFixed(1)}); ${phases.join(', ')}`,
  );
  return id;
}
