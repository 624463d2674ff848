import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnose } from './diagnose.ts';
import type { Relaxable } from './diagnosis.ts';
import { randomProblem } from './problem.fixture.ts';
import type { Problem } from './problem.ts';
import type { InfeasibleReason } from './result.ts';
import { solvePlacement } from './solve.ts';

const LIMITS = { workloads: 100, sets: 20_000, nodes: 50_000 };

/** What an assignment breaks, by name, and by how much; an obstacle that all of `group` share is one. */
function brokenBy(
  problem: Problem,
  assigned: ReadonlyMap<number, number>,
  group: readonly number[],
): Map<string, number> {
  const { sites, resources } = problem;
  const broken = new Map<string, number>();
  for (let j = 0; j < sites; j += 1) {
    for (let k = 0; k < resources.length; k += 1) {
      let load = 0;
      for (const [w, at] of assigned) if (at === j) load += problem.need[w * resources.length + k] ?? 0;
      const limit = problem.limit[j * resources.length + k] ?? 0;
      if (load > limit * (1 + 1e-9)) broken.set(`capacity ${j} ${k}`, load - limit);
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
      if (sum > most * (1 + 1e-9)) broken.set(`cap ${index} ${bucket}`, sum - most);
    }
  }
  for (const [index, link] of problem.links.entries()) {
    const [a, b] = [assigned.get(link.a), assigned.get(link.b)];
    if (a === undefined || b === undefined || link.breakUsdPerMonth < Infinity) continue;
    if (problem.near[link.class]?.[a * sites + b] !== 1) broken.set(`link ${index}`, 0);
  }
  for (const [w, j] of assigned) {
    for (const reason of problem.reasons[problem.reason[w * sites + j] ?? 0] ?? []) {
      // The tests write these where the cap itself is passed by the workload alone.
      if (reason.kind === 'rule') continue;
      broken.set(`reason ${j} ${group.includes(w) ? 'group' : w} ${JSON.stringify(reason)}`, 0);
    }
  }
  return broken;
}

function nameOf(entry: Relaxable): string {
  switch (entry.kind) {
    case 'capacity':
      return `capacity ${entry.site} ${entry.resource}`;
    case 'cap':
      return `cap ${entry.cap} ${entry.bucket}`;
    case 'link':
      return `link ${entry.link}`;
    case 'reason':
      return `reason ${entry.site} ${entry.workload ?? 'group'} ${JSON.stringify(entry.reason)}`;
    default:
      return entry.kind;
  }
}

/** Every assignment of all that are placed and of the group: the fewest that one breaks, and whether `relax` is enough. */
function tryEverything(
  problem: Problem,
  placed: readonly number[],
  group: readonly number[],
  relax: readonly Relaxable[],
): { fewest: number; enough: boolean } {
  const must = [...placed, ...group];
  const given = new Map(relax.map((entry) => [nameOf(entry), 'amount' in entry ? entry.amount : 0]));
  const assigned = new Map<number, number>();
  let fewest = Infinity;
  let enough = false;
  const visit = (at: number): void => {
    if (at === must.length) {
      const broken = brokenBy(problem, assigned, group);
      fewest = Math.min(fewest, broken.size);
      enough ||= [...broken].every(([name, amount]) => amount <= (given.get(name) ?? -1) + 1e-6 * (1 + amount));
      return;
    }
    for (let j = 0; j < problem.sites; j += 1) {
      assigned.set(must[at] ?? 0, j);
      visit(at + 1);
    }
  };
  visit(0);
  return { fewest, enough };
}

/** Some sites hold nothing, some caps allow nothing, and where a workload alone passes a cap the pair says so too. */
function harsher(random: Problem, emptySite: number, zeroCap: number): Problem {
  const width = random.resources.length;
  const caps = random.caps.map((cap, index) => (index === zeroCap ? { ...cap, most: cap.most.map(() => 0) } : cap));
  const limit = random.limit.map((value, at) => (Math.floor(at / width) === emptySite ? 0 : value));
  const reasons: InfeasibleReason[][] = [
    [],
    [{ kind: 'closed' }],
    [{ kind: 'no-sku' }, { kind: 'pin', reason: 'b' }],
    [{ kind: 'together', rule: 't', with: 'x', because: { kind: 'closed' } }],
  ];
  const reason = random.reason.map((code, at) => (code === 1 && at % 3 === 0 ? 3 : code));
  for (const cap of caps) {
    if (cap.excessUsdPerMonth < Infinity) continue;
    for (const [position, row] of cap.members.entries()) {
      for (let j = 0; j < random.sites; j += 1) {
        const bucket = cap.bucket[j] ?? -1;
        const weight = cap.weight === null ? 1 : (cap.weight[position] ?? 0);
        if (bucket < 0 || weight <= (cap.most[bucket] ?? 0) || reason[row * random.sites + j] !== 0) continue;
        reasons.push([{ kind: 'rule', rule: cap.rule, subject: cap.subject, at: cap.buckets[bucket] ?? '' }]);
        reason[row * random.sites + j] = reasons.length - 1;
      }
    }
  }
  const cost = random.cost.map((usd, at) => (reason[at] === 0 ? usd : Infinity));
  return { ...random, limit, caps, reason, reasons, cost };
}

describe('diagnose', () => {
  test('what is named is enough for all of the group together, and what is called minimal is the smallest that is', () => {
    const shapes = fc.record({
      workloads: fc.integer({ min: 2, max: 5 }),
      sites: fc.integer({ min: 1, max: 3 }),
      seed: fc.integer({ min: 1, max: 1e6 }),
      tightness: fc.constantFrom(0.3, 0.6, 0.9),
      infeasibleShare: fc.constantFrom(0, 0.4, 0.8),
      elasticShare: fc.constantFrom(0, 0.2),
      apartCaps: fc.integer({ min: 0, max: 2 }),
      shareCaps: fc.integer({ min: 0, max: 1 }),
      links: fc.integer({ min: 0, max: 3 }),
      softShare: fc.constant(0),
      emptySite: fc.integer({ min: -1, max: 1 }),
      zeroCap: fc.integer({ min: -1, max: 1 }),
    });
    let proved = 0;
    let provedTogether = 0;
    fc.assert(
      fc.property(shapes, (shape) => {
        const problem = harsher(randomProblem(shape), shape.emptySite, shape.zeroCap);
        const solution = solvePlacement(problem, { seed: 1, iterations: 100 });
        const placed = [...solution.assigned.keys()].filter((row) => (solution.assigned[row] ?? -1) >= 0);
        const diagnoses = diagnose(problem, solution, LIMITS);
        const seen = diagnoses.flatMap((entry) => [...entry.workloads]).sort((a, b) => a - b);
        expect(seen).toEqual([...solution.assigned.keys()].filter((row) => (solution.assigned[row] ?? -1) < 0));
        for (const { workloads, relax, minimal } of diagnoses) {
          const { fewest, enough } = tryEverything(problem, placed, [...workloads], relax);
          expect(enough).toBe(true);
          expect(relax.length).toBeGreaterThanOrEqual(fewest);
          if (minimal) expect(relax.length).toBe(fewest);
          if (minimal) proved += 1;
          if (minimal && workloads.length > 1) provedTogether += 1;
        }
      }),
      { numRuns: 40 },
    );
    expect(proved).toBeGreaterThan(10);
    expect(provedTogether).toBeGreaterThan(3);
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
    expect(kinds(found[0]?.relax)).toEqual(['reason', 'capacity']);
    expect(found[0]?.relax[0]).toMatchObject({ site: 0, reason: { kind: 'pin', reason: 'stays' } });
    // Not only the pin: one alone would fit, four of them do not.
    expect(found[0]?.relax[1]).toEqual({ kind: 'capacity', site: 0, resource: 0, amount: 4 });
  });

  test('what each lacks alone and all of them lack together', () => {
    // Nothing there to begin with: processors alone would take one of them, and all four need memory as well.
    const limit = new Float64Array([0, 25, 100, 0, 0, 0, 0, 0]);
    const empty: Problem = {
      ...full,
      limit,
      cost: new Float64Array(8).fill(Infinity),
      reason: new Uint32Array([2, 1, 2, 1, 2, 1, 2, 1]),
      reasons: [[], [{ kind: 'pin', reason: 'stays' }], [{ kind: 'size', resource: 'vcpu', needs: 2, most: 0 }]],
    };
    const [found, ...others] = diagnose(empty, solvePlacement(empty, { seed: 1, iterations: 10 }));
    expect(others).toEqual([]);
    expect(found).toMatchObject({ minimal: true, workloads: Int32Array.of(0, 1, 2, 3) });
    expect(found?.relax).toEqual([
      { kind: 'capacity', site: 0, resource: 0, amount: 8 },
      { kind: 'capacity', site: 0, resource: 1, amount: 15 },
    ]);
  });

  test('who was not looked at is counted, last', () => {
    const found = diagnose(full, solvePlacement(full, { seed: 1, iterations: 10 }), { ...LIMITS, workloads: 1 });
    expect(found).toHaveLength(2);
    expect(found[1]).toMatchObject({ relax: [{ kind: 'not-looked-at' }], minimal: false });
    expect(found[1]?.workloads).toHaveLength(1);
  });

  test('a hard spread rule is searched as more than it asks, so it proves nothing', () => {
    const caps: Problem['caps'] = [
      {
        kind: 'spread',
        rule: 's',
        subject: 'all',
        members: Int32Array.of(0, 1, 2, 3),
        weight: null,
        bucket: Int32Array.of(0, 1),
        buckets: ['a', 'b'],
        most: new Float64Array(2).fill(1),
        excessUsdPerMonth: Infinity,
      },
    ];
    const open: Problem = { ...full, caps, limit: new Float64Array(8).fill(1000) };
    const found = diagnose(open, solvePlacement(open, { seed: 1, iterations: 10 }));
    expect(found.flatMap(({ relax }) => relax)).toEqual([{ kind: 'cap', cap: 0, bucket: 0, amount: 3 }]);
    expect(found[0]?.minimal).toBe(false);
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
