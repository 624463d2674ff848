import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workloadWith } from '../model/workload.fixture.ts';
import type { Workload } from '../model/workload.ts';
import { checkAssignment } from './check-assignment.fixture.ts';
import { randomProblem } from './problem.fixture.ts';
import type { Problem } from './problem.ts';
import type { InfeasibleReason } from './result.ts';
import { solvePlacement } from './solve.ts';
import { contract, expand } from './contract.ts';
import { closeForPartners, unitsOf } from './units.ts';
import type { Units } from './units.ts';

function sharing(id: string, ...disks: string[]): Workload {
  return workloadWith({ disks: disks.map((path) => ({ label: path, path, shared: true })) }, { id });
}

/** A random problem in which workload `row` writes to disk `disks[row]`, prepared as a placement prepares it. */
function prepare(seed: number, disks: readonly number[]): { problem: Problem; units: Units } {
  const units = unitsOf(disks.map((disk, row) => sharing(`wl-${row}`, ...(disk === 0 ? [] : [`d${disk}`]))));
  const problem = randomProblem({ workloads: disks.length, sites: 3, seed, splitUsdPerMonth: 15, groupSize: 3 });
  const reasons: (readonly InfeasibleReason[])[] = [...problem.reasons];
  closeForPartners({ ...problem, reasons }, units, String, (found) => reasons.push(found) - 1);
  return { problem: { ...problem, reasons }, units };
}

/** Every assignment of the workloads that `placed` names, and of no others, that keeps units whole. */
function* assignments(units: Units, placed: readonly boolean[], sites: number): Generator<number[]> {
  const free = units.members.filter((rows) => rows.some((row) => placed[row] === true));
  for (let code = 0; code < sites ** free.length; code += 1) {
    const assigned = placed.map(() => -1);
    let rest = code;
    for (const rows of free) {
      for (const row of rows) assigned[row] = rest % sites;
      rest = Math.floor(rest / sites);
    }
    yield assigned;
  }
}

describe('unitsOf', () => {
  test('is transitive: who shares one disk with each of two binds them', () => {
    const { members, unitOf } = unitsOf([
      sharing('a', 'd1'),
      sharing('b'),
      sharing('c', 'd2'),
      sharing('d', 'd1', 'd2'),
    ]);
    expect(members).toEqual([[0, 2, 3], [1]]);
    expect([...unitOf]).toEqual([0, 1, 0, 0]);
  });

  test('a partner that is not placed binds nobody', () => {
    expect(unitsOf([sharing('a', 'd1')]).members).toEqual([[0]]);
  });
});

describe('placing units', () => {
  const cases = fc.record({
    seed: fc.integer({ min: 1, max: 100_000 }),
    disks: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 2, maxLength: 7 }),
  });

  test('members stay together, nothing hard is broken, and no such plan costs less than the bound', () => {
    fc.assert(
      fc.property(cases, ({ seed, disks }) => {
        const { problem, units } = prepare(seed, disks);
        const found = solvePlacement(contract(problem, units), { seed: 1, iterations: 200 });
        const solution = expand(found, problem, units);
        for (const rows of units.members)
          expect(new Set(rows.map((row) => solution.assigned[row])), 'one site').toHaveProperty('size', 1);
        const checked = checkAssignment(problem, solution.assigned);
        expect(checked.violations).toEqual([]);
        expect(solution.unplaced).toBe(checked.unplaced);
        expect(solution.costUsdPerMonth).toBeCloseTo(checked.costUsdPerMonth, 6);
        expect(solution.splitUsdPerMonth).toBeCloseTo(checked.splitUsdPerMonth, 9);
        const placed = Array.from(solution.assigned, (site) => site >= 0);
        for (const other of assignments(units, placed, problem.sites)) {
          const plan = checkAssignment(problem, other);
          if (plan.violations.length > 0 || plan.splitUsdPerMonth > checked.splitUsdPerMonth) continue;
          expect(plan.costUsdPerMonth).toBeGreaterThanOrEqual(solution.boundUsdPerMonth - 1e-6);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('spread of a second application, which the search does not see, comes off the bound', () => {
    // Rows: a node of app 0, the node of app 1 on its disk, another of app 0, another of app 1; two sites.
    const problem: Problem = {
      ...randomProblem({ workloads: 4, sites: 2, seed: 1, splitUsdPerMonth: 15, groupSize: 2 }),
      limit: new Float64Array(8).fill(Infinity),
      cost: Float64Array.of(0, 50, 0, 50, 10, 0, 1, 0),
      reason: new Uint32Array(8),
      group: Int32Array.of(0, 1, 0, 1),
    };
    const units = unitsOf([sharing('a', 'd'), sharing('b', 'd'), sharing('c'), sharing('d')]);
    const solution = expand(solvePlacement(contract(problem, units), { seed: 1, iterations: 0 }), problem, units);
    expect([...solution.assigned]).toEqual([0, 0, 0, 1]);
    const other = checkAssignment(problem, [0, 0, 1, 0]);
    expect(other).toMatchObject({ costUsdPerMonth: 1, splitUsdPerMonth: solution.splitUsdPerMonth, violations: [] });
    expect(solution.boundUsdPerMonth).toBeLessThanOrEqual(other.costUsdPerMonth);
  });

  test('without shared disks the problem and the solution are untouched', () => {
    const { problem, units } = prepare(7, [0, 0, 0, 0]);
    const search = contract(problem, units);
    expect(search).toBe(problem);
    const solution = solvePlacement(search, { seed: 1, iterations: 0 });
    expect(expand(solution, problem, units)).toBe(solution);
  });
});
