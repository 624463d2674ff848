/**
 * Placement: time, gap and memory on random instances, the price of building a problem from an estate, and the exact
 * solver HiGHS beside ours where it can keep up. node bench/place.ts [--full]: --full adds 100,000 × 50 and the
 * comparison on 5,000 × 20.
 */

import * as highsModule from 'highs';
import type { LegacyHighs } from 'highs';
import { buildProblem } from '../src/core/placement/build.ts';
import { checkAssignment } from '../src/core/placement/check-assignment.fixture.ts';
import { randomProblem } from '../src/core/placement/problem.fixture.ts';
import type { Problem } from '../src/core/placement/problem.ts';
import { solvePlacement } from '../src/core/placement/solve.ts';
import { sitesFileSchema } from '../src/core/policy/site.ts';
import type { Workload } from '../src/core/model/workload.ts';
import { generateEstate } from '../src/providers/simulator/estate.ts';
import { loadCatalog } from '../src/services/catalog.ts';
import { machineLine } from './machine.ts';

const full = process.argv.includes('--full');
const ITERATIONS = 20_000;

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(2)} s`;
}

/** The linear relaxation: the best bound there is without branching, and what HiGHS needs for it. */
async function linearBound(problem: Problem): Promise<{ value: number; took: number }> {
  const { default: loadHighs } = highsModule as unknown as { default: () => Promise<LegacyHighs> };
  const highs = await loadHighs();
  const objective: string[] = [];
  const rows: string[] = [];
  const use: string[][] = Array.from({ length: problem.limit.length }, () => []);
  for (let i = 0; i < problem.workloads; i += 1) {
    const terms: string[] = [];
    for (let j = 0; j < problem.sites; j += 1) {
      const cost = problem.cost[i * problem.sites + j] ?? Infinity;
      if (cost === Infinity) continue;
      const name = `x${i}_${j}`;
      objective.push(`${cost} ${name}`);
      terms.push(name);
      for (let k = 0; k < problem.resources.length; k += 1) {
        const need = problem.need[i * problem.resources.length + k] ?? 0;
        if (need > 0) use[j * problem.resources.length + k]?.push(`${need} ${name}`);
      }
    }
    if (terms.length > 0) rows.push(`a${i}: ${terms.join(' + ')} = 1`);
  }
  for (const [at, terms] of use.entries()) {
    const limit = problem.limit[at] ?? Infinity;
    if (limit < Infinity && terms.length > 0) rows.push(`c${at}: ${terms.join(' + ')} <= ${limit}`);
  }
  const started = performance.now();
  const solved = highs.solve(`Minimize\n obj: ${objective.join(' + ')}\nSubject To\n ${rows.join('\n ')}\nEnd\n`);
  return { value: solved.ObjectiveValue, took: performance.now() - started };
}

async function instance(workloads: number, sites: number, compare: boolean): Promise<void> {
  const problem = randomProblem({ workloads, sites, seed: 1 });
  const started = performance.now();
  const cpu = process.cpuUsage();
  const solution = solvePlacement(problem, { seed: 1, iterations: ITERATIONS });
  const took = performance.now() - started;
  const { user } = process.cpuUsage(cpu);
  const checked = checkAssignment(problem, solution.assigned);
  if (checked.violations.length > 0) throw new Error(checked.violations.slice(0, 5).join('; '));
  console.log(
    `${workloads} × ${sites}: ${(took / 1000).toFixed(2)} s (${(user / 1e6).toFixed(2)} s of CPU), gap ${solution.gapPct.toFixed(3)} %, ` +
      `${solution.unplaced} unplaced, checker: 0 violations, peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`,
  );
  if (!compare) return;
  const exact = await linearBound(problem);
  const bound = ((exact.value - solution.boundUsdPerMonth) / exact.value) * 100;
  const cost = ((solution.costUsdPerMonth - exact.value) / exact.value) * 100;
  console.log(
    `  HiGHS, linear relaxation alone: ${(exact.took / 1000).toFixed(2)} s, ${(exact.took / took).toFixed(1)} × ours; ` +
      `our bound ${bound.toFixed(4)} % below it, our cost ${cost.toFixed(3)} % above it`,
  );
}

async function building(count: number, siteCount: number): Promise<void> {
  const catalog = await loadCatalog();
  const regions = catalog['azure-prices'].regions;
  const sites = Array.from({ length: siteCount }, (_, n) =>
    n % 2 === 0
      ? { id: `cloud-${n}`, platform: 'azure', target: 'azure-vm', region: regions[n % regions.length] }
      : {
          id: `own-${n}`,
          platform: 'kvm',
          target: 'kvm',
          capacity: { cpuCores: count / 4, memoryGiB: count * 2, diskGiB: count * 30 },
        },
  );
  const workloads: Workload[] = [];
  for (const source of generateEstate({ seed: 1, workloads: count, observedAt: '2026-11-22T08:00:00.000Z' }).sources) {
    for (const batch of source.items()) {
      for (const item of batch) {
        if (item.type !== 'workload' || workloads.length >= count) continue;
        const { kind, identity, facts } = item.observation;
        workloads.push({
          id: `wl-${workloads.length.toString(16).padStart(16, '0')}`,
          kind,
          identity,
          facts,
          observations: [],
          provenance: {},
          conflicts: [],
        });
      }
    }
  }
  const started = performance.now();
  const { problem } = buildProblem({
    generation: 1,
    workloads,
    sites: sitesFileSchema.parse({ sites }),
    catalog,
    prices: [],
    readiness: () => ({ readiness: 'ready', rules: [], conditions: 0 }),
    policy: () => ({ verdict: 'pass', violated: [], unknown: [] }),
    currentSiteOf: () => null,
    matcher: () => () => false,
  });
  console.log(`build ${problem.workloads} × ${problem.sites} with prices: ${seconds(started)}`);
}

console.log(machineLine());
console.log(`perturbations ${ITERATIONS}, seed 1, one thread`);
await instance(3_400, 12, true);
await instance(5_000, 20, full);
if (full) await instance(100_000, 50, false);
await building(full ? 100_000 : 20_000, 20);
