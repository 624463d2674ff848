import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comparePlacements } from './compare.ts';
import type { ComparedPlacement, PlacedWorkload } from './compare.ts';

const placed = (id: string, siteId: string | null, usdPerMonth: number | null = 10): PlacedWorkload => ({
  workloadId: id,
  workloadName: `vm ${id}`,
  siteId,
  usdPerMonth,
  why: `at ${siteId}`,
});

function placement(assignments: readonly PlacedWorkload[], more: Partial<ComparedPlacement> = {}): ComparedPlacement {
  const siteIds = [...new Set(assignments.flatMap(({ siteId }) => siteId ?? []))];
  return {
    totalUsdPerMonth: assignments.reduce((sum, { usdPerMonth }) => sum + (usdPerMonth ?? 0), 0),
    migrationUsdOneOff: 0,
    unplaced: assignments.filter(({ siteId }) => siteId === null).length,
    sites: siteIds.map((siteId) => {
      const there = assignments.filter((each) => each.siteId === siteId);
      return {
        siteId,
        workloads: there.length,
        costUsdPerMonth: there.reduce((sum, each) => sum + (each.usdPerMonth ?? 0), 0),
      };
    }),
    assignments,
    inputs: { seed: '1' },
    ...more,
  };
}

describe('comparePlacements', () => {
  test('counts, flows and the dearest differences first', () => {
    const a = placement([placed('1', 'x'), placed('2', 'x', 5), placed('3', 'y', 7), placed('5', null, null)]);
    const b = placement(
      [placed('1', 'x'), placed('2', 'y', 9), placed('3', 'x', 8), placed('4', 'x'), placed('5', 'y', 1)],
      { inputs: { seed: '2', prices: 'p' }, migrationUsdOneOff: 40 },
    );
    expect(comparePlacements(a, b, 10)).toEqual({
      totalUsdPerMonth: 16,
      migrationUsdOneOff: 40,
      unplaced: -1,
      sites: [
        { siteId: 'x', workloadsA: 2, workloadsB: 3, usdPerMonthA: 15, usdPerMonthB: 28 },
        { siteId: 'y', workloadsA: 1, workloadsB: 2, usdPerMonthA: 7, usdPerMonthB: 10 },
      ],
      different: 3,
      onlyInA: 0,
      onlyInB: 1,
      flows: [
        { siteA: 'x', siteB: 'y', workloads: 1 },
        { siteA: 'y', siteB: 'x', workloads: 1 },
        { siteA: null, siteB: 'y', workloads: 1 },
      ],
      workloads: [
        expect.objectContaining({ workloadId: '5', siteA: null, siteB: 'y', usdPerMonthA: null }),
        expect.objectContaining({ workloadId: '2', siteA: 'x', siteB: 'y', whyA: 'at x', whyB: 'at y' }),
        expect.objectContaining({ workloadId: '3' }),
      ],
      inputs: [
        { what: 'prices', a: '', b: 'p' },
        { what: 'seed', a: '1', b: '2' },
      ],
    });
  });

  test('against itself nothing differs; turned round, everything turns round; a page holds the first of all', () => {
    const plans = fc.array(fc.tuple(fc.constantFrom('x', 'y', 'z', null), fc.integer({ min: 0, max: 500 })), {
      maxLength: 300,
    });
    const make = (list: readonly (readonly [string | null, number])[]): ComparedPlacement =>
      placement(list.map(([site, usd], index) => placed(String(index).padStart(4, '0'), site, usd)));
    fc.assert(
      fc.property(plans, plans, (left, right) => {
        const [a, b] = [make(left), make(right)];
        expect(comparePlacements(a, a, 10)).toMatchObject({
          different: 0,
          onlyInA: 0,
          onlyInB: 0,
          totalUsdPerMonth: 0,
          flows: [],
          workloads: [],
          inputs: [],
        });
        const there = comparePlacements(a, b, 1000);
        const back = comparePlacements(b, a, 1000);
        // A sum, as 0 and −0 are the same money.
        expect(back.totalUsdPerMonth + there.totalUsdPerMonth).toBe(0);
        expect([back.different, back.onlyInA, back.onlyInB]).toEqual([there.different, there.onlyInB, there.onlyInA]);
        expect(there.flows.reduce((sum, flow) => sum + flow.workloads, 0)).toBe(there.different);
        expect(there.workloads).toHaveLength(there.different);
        expect(comparePlacements(a, b, 7).workloads).toEqual(there.workloads.slice(0, 7));
      }),
      { numRuns: 40 },
    );
  });
});
