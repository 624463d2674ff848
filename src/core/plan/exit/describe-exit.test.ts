import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { buildProblem } from '../../placement/build.ts';
import { drill } from '../../placement/drill.ts';
import { inputsWith, machines, ownSite } from '../../placement/place.fixture.ts';
import { digestOf } from '../../evidence/digest.ts';
import type { PlacementResult } from '../../placement/result.ts';
import type { Plan } from '../plan.ts';
import { describeExit } from './describe-exit.ts';
import type { ExitPlan } from './exit-plan.ts';

const inputOf = inputsWith(await loadCatalog());
const SITES = [ownSite('a', 20), ownSite('b', 10), ownSite('c', 4)];

/** Plans are tested beside their code: here it counts what they are handed. */
const planOf = (placement: PlacementResult): Plan =>
  ({
    waves: [
      {
        number: 1,
        startsOn: null,
        hoursHigh: 5,
        moves: placement.assignments.filter(({ moves }) => moves),
      },
    ],
    summary: { hoursLow: 1, hoursLikely: 2, hoursHigh: 5 },
    digest: digestOf(placement.assignments.length),
  }) as unknown as Plan;

function exitOf(where: readonly (number | null)[], leave: readonly string[], useReserve = false): ExitPlan {
  const list = machines(where.length);
  const ids = new Map(list.map(({ id }, index) => [id, where[index] ?? null]));
  const input = inputOf(list, SITES, {
    currentSiteOf: ({ id }) => ['a', 'b', 'c'][ids.get(id) ?? -1] ?? null,
    keepSplitApart: true,
  });
  const prepared = buildProblem(input);
  const before = prepared.problem.current;
  return describeExit({
    operator: { name: 'X', siteIds: leave, own: false },
    from: 'today',
    prepared,
    before,
    drill: drill(
      prepared,
      before,
      leave.map((id) => `site/${id}`),
      { useReserve, iterations: 50 },
    ),
    planWaves: planOf,
    critical: () => undefined,
    terms: [],
    doubleRunMonths: 2,
    daysBetweenWaves: 7,
  }).exit;
}

describe('an exit', () => {
  test('leaves nobody at the sites, moves nobody else, and counts everybody once', () => {
    const where = fc.array(fc.option(fc.integer({ min: 0, max: 2 }), { nil: null }), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(
        where,
        fc.constantFrom<readonly string[]>(['a'], ['b'], ['a', 'c']),
        fc.boolean(),
        (places, leave, useReserve) => {
          const exit = exitOf(places, leave, useReserve);
          const there = places.filter((place) => place !== null && leave.includes(['a', 'b', 'c'][place] ?? ''));
          expect(exit.workloads).toBe(there.length);
          expect(exit.leaving + exit.stuck.length).toBe(exit.workloads);
          expect(exit.elsewhere.unknownSite).toBe(places.filter((place) => place === null).length);
          const moves = exit.plan.waves.flatMap((wave) => wave.moves) as unknown as PlacementResult['assignments'];
          expect(moves).toHaveLength(exit.leaving);
          for (const { fromSiteId, siteId, cost } of moves) {
            expect(leave).toContain(fromSiteId);
            expect(leave).not.toContain(siteId);
            expect(cost).not.toBeNull();
          }
          const once = moves.reduce((sum, { cost }) => sum + (cost?.migrationUsdOneOff ?? 0), 0);
          expect(exit.money.migrationUsdOneOff).toBeCloseTo(once, 1);
          expect(exit.functions.reduce((sum, { workloads }) => sum + workloads, 0)).toBe(exit.workloads);
          for (const { would } of exit.stuck) expect(would.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('of all there is names what would help', () => {
    const exit = exitOf([0, 0, 1], ['a', 'b', 'c']);
    expect(exit).toMatchObject({ leaving: 0, workloads: 3, time: { waves: 1 } });
    expect(exit.obstacles).toMatchObject([{ because: 'there is no other site', workloads: 3 }]);
  });

  test('pays twice for as long as the settings say', () => {
    const { money } = exitOf([0, 0], ['a']);
    expect(money.nowUsdPerMonth).toBeGreaterThan(0);
    expect(money.doubleRunUsdOneOff).toBeCloseTo(2 * (money.nowUsdPerMonth ?? 0), 1);
    expect(money.differenceUsdPerMonth).toBeCloseTo(money.afterUsdPerMonth - (money.nowUsdPerMonth ?? 0), 1);
  });
});
