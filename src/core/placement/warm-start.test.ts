import { describe, expect, test } from 'vitest';
import { checkAssignment } from './check-assignment.fixture.ts';
import { randomProblem } from './problem.fixture.ts';
import type { Problem } from './problem.ts';
import { solvePlacement } from './solve.ts';
import { warmStart } from './warm-start.ts';

/** Without some of the workloads: what a later estate looks like, seen backwards. */
function withoutRows(problem: Problem, leaves: (row: number) => boolean): Problem {
  const kept = problem.workloadIds.flatMap((_, row) => (leaves(row) ? [] : [row]));
  const wide = (values: Float64Array, width: number): Float64Array =>
    Float64Array.from(kept.flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]));
  return {
    ...problem,
    workloads: kept.length,
    workloadIds: kept.map((row) => problem.workloadIds[row] ?? ''),
    need: wide(problem.need, problem.resources.length),
    cost: wide(problem.cost, problem.sites),
    reason: Uint32Array.from(
      kept.flatMap((row) => [...problem.reason.subarray(row * problem.sites, (row + 1) * problem.sites)]),
    ),
    current: Int32Array.from(kept, (row) => problem.current[row] ?? -1),
    group: Int32Array.from(kept, (row) => problem.group[row] ?? -1),
    preference: Int32Array.from(kept, () => -1),
  };
}

describe('warmStart', () => {
  const problem = randomProblem({ workloads: 2000, sites: 10, seed: 6 });
  const former = solvePlacement(problem, { seed: 1, iterations: 5000 });

  test('new workloads and changed costs: sound, deterministic and as good as from scratch', () => {
    const before = withoutRows(problem, (row) => row % 100 === 7);
    const first = solvePlacement(before, { seed: 1, iterations: 5000 });
    const warm = warmStart(before, first, problem);
    expect(warm.assigned.filter((site) => site < 0)).toHaveLength(20);
    const again = solvePlacement(problem, { seed: 1, iterations: 5000, warm });
    const twice = solvePlacement(problem, { seed: 1, iterations: 5000, warm });
    expect(checkAssignment(problem, again.assigned).violations).toEqual([]);
    expect([...twice.assigned]).toEqual([...again.assigned]);
    expect(again.unplaced).toBe(former.unplaced);
    expect(again.gapPct).toBeLessThan(former.gapPct + 0.3);
    expect(again.method).toContain('from the former placement');
  });

  test('less capacity: what no longer fits goes elsewhere', () => {
    const limit = problem.limit.map((value, at) => (at < problem.resources.length * 3 ? value * 0.9 : value));
    const tighter = { ...problem, limit };
    const found = solvePlacement(tighter, { seed: 1, iterations: 5000, warm: warmStart(problem, former, tighter) });
    expect(checkAssignment(tighter, found.assigned).violations).toEqual([]);
  });

  test('sites and rules are found by name, and what is gone is forgotten', () => {
    const small = randomProblem({ workloads: 30, sites: 3, seed: 1, apartCaps: 2, shareCaps: 1, softShare: 0 });
    const solution = solvePlacement(small, { seed: 1, iterations: 100 });
    const renamed = { ...small, siteIds: ['site-001', 'site-002', 'site-new'], caps: small.caps.slice(1) };
    const warm = warmStart(small, solution, renamed);
    const width = small.resources.length;
    for (const [row, site] of warm.assigned.entries()) {
      expect(site).toBe((solution.assigned[row] ?? -1) - 1 < 0 ? -1 : (solution.assigned[row] ?? -1) - 1);
    }
    expect(warm.prices).toHaveLength(3 * width);
    expect([...warm.prices.subarray(2 * width)]).toEqual(Array.from({ length: width }, () => 0));
    expect([...warm.capPrices]).toEqual([...solution.capPrices.subarray(small.caps[0]?.most.length ?? 0)]);
  });
});
