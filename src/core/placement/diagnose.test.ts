import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from './diagnose.ts';
import type { Relaxable } from './diagnosis.ts';
import { randomProblem } from './problem.fixture.ts';
import type { Problem } from './problem.ts';
import { solvePlacement } from './solve.ts';

const LIMITS = { workloads: 100, sets: 20_000, nodes: 50_000 };

/** Every assignment of `must`, allowed or not: the fewest different constraints that one of them breaks. */
function fewestBroken(problem: Problem, must: readonly number[]): number {
  const { sites, resources } = problem;
  const assigned = new Map<number, number>();
  let fewest = Infinity;
  const count = (): number => {
    const broken = new Set<string>();
    for (const [w, j] of assigned) {
      const reasons = problem.reasons[problem.reason[w * sites + j] ?? 0] ?? [];
      for (let index = 0; index < reasons.length; index += 1) broken.add(`reason ${w} ${j} ${index}`);
    }
    for (let j = 0; j < sites; j += 1) {
      for (let k = 0; k < resources.length; k += 1) {
        let load = 0;
        for (const [w, at] of assigned) if (at === j) load += problem.need[w * resources.length + k] ?? 0;
        if (load > (problem.limit[j * resources.length + k] ?? 0) * (1 + 1e-9)) broken.add(`capacity ${j} ${k}`);
      }
    }
    for (const [index, cap] of problem.caps.entries()) {
      if (cap.excessUsdPerMonth < Infinity) continue;
      for (const [bucket, most] of cap.most.entries()) {
        let sum = 0;
        for (const [at, member] of cap.members.entries()) {
          const j = assigned.get(member);
          if (j !== undefined && cap.bucket[j] === bucket) sum += cap.weight === null ? 1 : (cap.weight[at] ?? 0);
        }
        if (sum > most * (1 + 1e-9)) broken.add(`cap ${index} ${bucket}`);
      }
    }
    for (const [index, link] of problem.links.entries()) {
      const [a, b] = [assigned.get(link.a), assigned.get(link.b)];
      if (a === undefined || b === undefined || link.breakUsdPerMonth < Infinity) continue;
      if (problem.near[link.class]?.[a * sites + b] !== 1) broken.add(`link ${index}`);
    }
    return broken.size;
  };
  const visit = (at: number): void => {
    if (at === must.length) {
      fewest = Math.min(fewest, count());
      return;
    }
    for (let j = 0; j < sites; j += 1) {
      assigned.set(must[at] ?? 0, j);
      visit(at + 1);
    }
  };
  visit(0);
  return fewest;
}

describe('diagnose', () => {
  test('the smallest set is as small as trying everything says, and what is called minimal is', () => {
    const shapes = fc.record({
      workloads: fc.integer({ min: 2, max: 6 }),
      sites: fc.integer({ min: 1, max: 3 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
      tightness: fc.constantFrom(0.3, 0.6, 0.9),
      infeasibleShare: fc.constantFrom(0, 0.4, 0.8),
      elasticShare: fc.constantFrom(0, 0.2),
      apartCaps: fc.integer({ min: 0, max: 2 }),
      shareCaps: fc.integer({ min: 0, max: 1 }),
      links: fc.integer({ min: 0, max: 3 }),
      softShare: fc.constant(0),
    });
    let proved = 0;
    fc.assert(
      fc.property(shapes, (shape) => {
        const random = randomProblem(shape);
        const problem: Problem = {
          ...random,
          reasons: [[], [{ kind: 'closed' }], [{ kind: 'no-sku' }, { kind: 'pin', reason: 'b' }]],
        };
        const solution = solvePlacement(problem, { seed: 1, iterations: 100 });
        const placed = [...solution.assigned.keys()].filter((row) => (solution.assigned[row] ?? -1) >= 0);
        const diagnoses = diagnose(problem, solution, LIMITS);
        const seen = diagnoses.flatMap((entry) => [...entry.workloads]).sort((a, b) => a - b);
        expect(seen).toEqual([...solution.assigned.keys()].filter((row) => (solution.assigned[row] ?? -1) < 0));
        for (const { workloads, relax, minimal } of diagnoses) {
          for (const workload of workloads) {
            const fewest = fewestBroken(problem, [...placed, workload]);
            expect(relax.length).toBeGreaterThanOrEqual(fewest);
            if (minimal) expect(relax.length).toBe(fewest);
            if (minimal) proved += 1;
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(proved).toBeGreaterThan(10);
  });

  const base = randomProblem({ workloads: 4, sites: 2, seed: 3, elasticShare: 0, infeasibleShare: 0 });
  const need = new Float64Array([2, 10, 1, 0, 2, 10, 1, 0, 2, 10, 1, 0, 2, 10, 1, 0]);
  const limit = new Float64Array([4, 100, 100, 0, 0, 0, 0, 0]);
  const reason = new Uint32Array([0, 1, 0, 1, 0, 1, 0, 1]);
  const cost = Float64Array.from(reason, (code) => (code === 0 ? 1 : Infinity));
  const full: Problem = { ...base, need, limit, cost, reason, reasons: [[], [{ kind: 'pin', reason: 'stays' }]] };

  test('those who lack the same share one diagnosis, with what they lack together', () => {
    const solution = solvePlacement(full, { seed: 1, iterations: 10 });
    expect(solution.unplaced).toBe(2);
    const found = diagnose(full, solution);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ site: 0, minimal: true });
    expect(found[0]?.workloads).toHaveLength(2);
    expect(found[0]?.relax).toEqual([{ kind: 'capacity', site: 0, resource: 0, amount: 4 }]);
  });

  test('a law or a pin is named as the problem has it', () => {
    const closed = { ...full, reason: new Uint32Array(8).fill(1), cost: new Float64Array(8).fill(Infinity) };
    const found = diagnose(closed, solvePlacement(closed, { seed: 1, iterations: 10 }));
    const kinds = (relax: readonly Relaxable[] | undefined): string[] => (relax ?? []).map((entry) => entry.kind);
    expect(found).toHaveLength(1);
    expect(kinds(found[0]?.relax)).toEqual(['reason']);
    expect(found[0]?.relax[0]).toMatchObject({ site: 0, reason: { kind: 'pin', reason: 'stays' } });
    expect(found[0]?.minimal).toBe(true);
  });

  test('beyond the limits it says that it is not proved', () => {
    const problem = randomProblem({ workloads: 30, sites: 3, seed: 5, tightness: 0.5, elasticShare: 0 });
    const solution = solvePlacement(problem, { seed: 1, iterations: 100 });
    const found = diagnose(problem, solution, { workloads: 100, sets: 0, nodes: 0 });
    expect(solution.unplacedForRoom).toBeGreaterThan(0);
    expect(found.length).toBeGreaterThan(0);
    for (const { relax } of found) expect(relax.length).toBeGreaterThan(0);
  });

  test('everything placed, no sites, nothing at all', () => {
    const placed = randomProblem({ workloads: 5, sites: 2, seed: 1, elasticShare: 1, infeasibleShare: 0 });
    expect(diagnose(placed, solvePlacement(placed, { seed: 1, iterations: 0 }))).toEqual([]);
    const nowhere = randomProblem({ workloads: 5, sites: 0, seed: 1 });
    expect(diagnose(nowhere, solvePlacement(nowhere, { seed: 1, iterations: 0 }))).toEqual([]);
  });
});
