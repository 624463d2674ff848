/** What a drill may not say: figures of a plan that is forbidden by now, and "no" that nobody proved. */

import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { buildProblem } from './build.ts';
import { drill } from './drill.ts';
import type { DrillResult } from './drill.ts';
import { drillVerdict } from './drill-verdict.ts';
import { loadSolver } from './highs.fixture.ts';
import { inputsWith, machine, machines, OWN_COST, ownSite } from './place.fixture.ts';

const inputOf = inputsWith(await loadCatalog());
const solve = await loadSolver();
const dear = (usd: number): Record<string, unknown> => ({ cost: { ...OWN_COST, usdPerCoreMonth: usd } });

/** Paths of figures that are no numbers. */
function strange(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, each]) => strange(each, `${path}.${key}`));
}

function expectFigures({ outcome, ...result }: DrillResult): void {
  const { method: _method, sites: _sites, ...whole } = outcome.whole;
  expect(strange({ result, whole })).toEqual([]);
  for (const row of outcome.assigned.keys()) expect(strange(outcome.assignment(row))).toEqual([]);
  expect(result.verdict).not.toMatch(/NaN|Infinity/);
}

describe('a plan that is not allowed any more', () => {
  const sites = [ownSite('a', 20), ownSite('b', 15, dear(12)), ownSite('c', 15, dear(16))];
  const afterLaw = buildProblem(
    inputOf(machines(4), sites, {
      policy: ({ facts }, site) =>
        facts.name === 'vm-1' && site === 'b'
          ? { verdict: 'fail', violated: ['new-law'], unknown: [] }
          : { verdict: 'pass', violated: [], unknown: [] },
    }),
  );
  const cloud = { id: 'b', platform: 'azure', target: 'azure-vm', region: 'nowhere-1' };
  const priceGone = buildProblem(inputOf(machines(4), [sites[0], cloud, sites[2]]));

  test.each([
    { why: 'a new law', prepared: afterLaw, stale: 1 },
    { why: 'a price that is gone', prepared: priceGone, stale: 2 },
  ])('$why: named, in no sum, and it stands still', ({ prepared, stale }) => {
    const plan = Int32Array.of(1, 1, 0, 0);
    for (const moveSurvivors of [false, true]) {
      const result = drill(prepared, plan, ['site/a'], { iterations: 100, moveSurvivors });
      expectFigures(result);
      expect(result.notAllowed).toEqual({ workloads: stale, first: stale === 1 ? ['vm-1'] : ['vm-1', 'vm-2'] });
      expect(result).toMatchObject({ struck: 2, rescued: 2, survives: true });
      expect(result.outcome.assigned[0]).toBe(1);
      expect(result.verdict).toContain(`not allowed any more, or has no price, for ${stale} workloads, first: vm-1`);
      expect(result.outcome.whole.warnings[0]).toContain('place again');
      expect(result.outcome.whole.currentUsdPerMonth).toBeNull();
    }
    const struck = drill(prepared, plan, ['site/b'], { iterations: 100 });
    expectFigures(struck);
    expect(struck).toMatchObject({ struck: 2, rescued: 2, notAllowed: { workloads: stale } });
  });
});

describe('"no" is said with a proof only', () => {
  // Sixty-four processors at each site, packed to the last one: 30 + 34, 29 + 35, 28 + 36, and so on.
  const pairs = [30, 29, 28, 27].flatMap((size) => [size, 64 - size]);
  const sites = [ownSite('a', 1000), ...['b', 'c', 'd', 'e'].map((id, at) => ownSite(id, 16, dear(12 + at)))];
  const prepared = (sizes: readonly number[]) =>
    buildProblem(
      inputOf(
        sizes.map((cpuCount, at) => machine(at + 1, { cpuCount, memoryMiB: 1024 })),
        sites,
      ),
    );
  const lose = (sizes: readonly number[], exact: boolean): DrillResult =>
    drill(prepared(sizes), new Int32Array(sizes.length), ['site/a'], {
      iterations: 100,
      useReserve: true,
      ...(exact && { exact: solve }),
    });

  test('the exact solver finds the plan that a search misses', () => {
    expect(lose(pairs, true)).toMatchObject({ survives: true, proved: true, stranded: 0 });
  });

  test('without it nothing is claimed; counting is a proof', () => {
    const three = [33, 33, 33, 33, 33];
    expect(lose(three, false)).toMatchObject({ survives: false, proved: false, stranded: 1 });
    expect(lose(three, false).verdict).toMatch(/^Not known: no plan found for 1 of 5 workloads/);
    expect(lose(three, true)).toMatchObject({ survives: false, proved: true });
    expect(lose([64, 64, 64, 64, 8], false)).toMatchObject({ survives: false, proved: true });
    expect(lose([65], false).verdict).toMatch(/^Does not survive: 1 of 1 workloads find no other place/);
  });

  test('survivors without a place are counted as what they are', () => {
    const figures = { struck: 3, rescued: 1, stranded: 3, strandedMissionCritical: 0, moved: 1, addedUsdPerMonth: 0 };
    expect(drillVerdict(figures, false, false, { workloads: 0, first: [] })).toContain(
      '2 of 3 workloads and 1 that were not struck',
    );
  });
});

test('what was too large for a site with its reserve may go there when the reserve is in use', () => {
  const capacity = (cpuCores: number): Record<string, unknown> => ({
    capacity: { cpuCores, memoryGiB: 4000, diskGiB: 90_000, vcpuPerCore: 1, reservePct: 20 },
  });
  const sites = [ownSite('a', 100, capacity(100)), ownSite('b', 20, { ...dear(12), ...capacity(20) })];
  const prepared = buildProblem(inputOf([machine(1, { cpuCount: 18 })], sites));
  const plan = Int32Array.of(0);
  expect(drill(prepared, plan, ['site/a'])).toMatchObject({ survives: true, rescued: 1 });
  const kept = drill(prepared, plan, ['site/a'], { useReserve: false });
  expect(kept).toMatchObject({ survives: false, proved: true });
  const largestHost = (): { vcpu: number } => ({ vcpu: 16 });
  const small = buildProblem(inputOf([machine(1, { cpuCount: 18 })], sites, { largestHost }));
  expect(drill(small, plan, ['site/a'])).toMatchObject({ survives: false, proved: true });
});
