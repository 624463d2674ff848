import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixSets, rankedFixSets } from './fix-sets.ts';
import type { Obstacle } from './summary.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const HOURS: Readonly<Record<string, number>> = { a: 1, b: 1, c: 2, d: 8, e: 0.5, f: 4 };
const rules = NAMES.map((id) => ({ id, label: id, remedy: `mend ${id}`, fixHours: HOURS[id] ?? 1 }));

const blocked = (workloads: number, ...blockers: readonly string[]): Obstacle => ({
  target: 'azure-vm',
  blockers,
  warnings: [],
  workloads,
});

const setsOf = (obstacles: readonly Obstacle[], mostSets?: number, largest = 3) =>
  fixSets(obstacles, { target: 'azure-vm', rules, largest, ...(mostSets !== undefined && { mostSets }) });

const short = (sets: ReturnType<typeof fixSets>) =>
  sets.map(({ fixes, workloads, hours }) => [fixes.map(({ ruleId }) => ruleId).join(''), workloads, hours]);

/** Every subset, counted afresh. */
function byHand(obstacles: readonly Obstacle[], size: number): { workloads: number; hours: number } {
  let best = { workloads: 0, hours: 0 };
  for (let mask = 0; mask < 1 << NAMES.length; mask += 1) {
    const set = NAMES.filter((_, bit) => (mask & (1 << bit)) !== 0);
    if (set.length > size) continue;
    let [workloads, hours] = [0, 0];
    for (const { blockers, workloads: many } of obstacles) {
      if (!blockers.every((id) => set.some((one) => one === id))) continue;
      workloads += many;
      hours += many * blockers.reduce((sum, id) => sum + (HOURS[id] ?? 0), 0);
    }
    if (workloads > best.workloads || (workloads === best.workloads && hours < best.hours)) best = { workloads, hours };
  }
  return best;
}

const obstacles = fc
  .uniqueArray(fc.tuple(fc.subarray([...NAMES], { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 40 })), {
    selector: ([set]) => set.join(),
    maxLength: 8,
  })
  .map((groups) => groups.map(([set, workloads]) => blocked(workloads, ...set)));

describe('sets of fixes', () => {
  it('finds fixes that only help together, where one by one would choose another', () => {
    const estate = [blocked(10, 'a', 'b'), blocked(4, 'c'), blocked(3, 'd')];
    expect(short(setsOf(estate))).toEqual([
      ['c', 4, 8],
      ['ab', 10, 20],
      ['abc', 14, 28],
    ]);
  });

  it('takes the one with less work among equals, and leaves out sets that are larger for nothing', () => {
    expect(short(setsOf([blocked(5, 'd'), blocked(5, 'e')]))).toEqual([
      ['e', 5, 2.5],
      ['de', 10, 42.5],
    ]);
    expect(short(setsOf([blocked(5, 'd')]))).toEqual([['d', 5, 40]]);
    expect(setsOf([])).toEqual([]);
  });

  it('says of each fix how many of the freed workloads need it', () => {
    const [, both] = setsOf([blocked(10, 'a', 'b'), blocked(3, 'b')]);
    expect(both?.fixes).toEqual([
      { ruleId: 'a', label: 'a', remedy: 'mend a', workloads: 10, hours: 10 },
      { ruleId: 'b', label: 'b', remedy: 'mend b', workloads: 13, hours: 13 },
    ]);
  });

  it('is the best of all subsets of each size, by workloads and then hours', () => {
    fc.assert(
      fc.property(obstacles, (estate) => {
        const sets = setsOf(estate);
        for (const size of [1, 2, 3]) {
          const best = byHand(
            estate.filter(({ blockers }) => blockers.length <= 3),
            size,
          );
          const found = sets.filter(({ fixes }) => fixes.length <= size).at(-1);
          expect({ workloads: found?.workloads ?? 0, hours: found?.hours ?? 0 }).toEqual(best);
        }
        expect(sets.every(({ exact }) => exact)).toBe(true);
      }),
    );
  });

  it('where not all sets are looked at, says so, counts right, and never promises more than there is', () => {
    fc.assert(
      fc.property(obstacles, (estate) => {
        const small = estate.filter(({ blockers }) => blockers.length <= 3);
        for (const { exact, fixes, workloads } of setsOf(estate, 0)) {
          const ids = fixes.map(({ ruleId }) => ruleId);
          const freed = small.filter(({ blockers }) => blockers.every((id) => ids.includes(id)));
          expect(workloads).toBe(freed.reduce((sum, one) => sum + one.workloads, 0));
          expect(workloads).toBeLessThanOrEqual(byHand(small, 3).workloads);
          expect(exact).toBe(false);
        }
      }),
    );
  });

  it('grown sets reach what exchanging finds: no single swap is better', () => {
    const estate = [blocked(10, 'a', 'b'), blocked(9, 'c'), blocked(1, 'a')];
    expect(short(setsOf(estate, 0, 2)).at(-1)).toEqual(['ab', 11, 21]);
  });

  it('ranks over targets by what is gained for the hours, without staying', () => {
    const kvm: Obstacle = { target: 'kvm', blockers: ['e'], warnings: [], workloads: 20 };
    const stay: Obstacle = { target: 'stay', blockers: ['a'], warnings: [], workloads: 99 };
    const ranked = rankedFixSets([blocked(10, 'a', 'b'), kvm, stay], { rules, limit: 2 });
    expect(ranked.map(({ target, workloads }) => [target, workloads])).toEqual([
      ['kvm', 20],
      ['azure-vm', 10],
    ]);
  });
});
