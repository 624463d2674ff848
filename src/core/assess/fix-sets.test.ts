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
          const found = sets.findLast(({ fixes }) => fixes.length <= size);
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

  it('looks at workloads that the target blocks, and with no more blockers than a set may have', () => {
    const warned: Obstacle = { target: 'azure-vm', blockers: [], warnings: ['a'], workloads: 50 };
    const elsewhere: Obstacle = { ...blocked(50, 'b'), target: 'kvm' };
    const estate = [warned, elsewhere, blocked(9, 'a', 'b', 'c', 'd'), blocked(2, 'f')];
    expect(short(setsOf(estate))).toEqual([['f', 2, 8]]);
    expect(short(setsOf(estate, undefined, 4)).at(-1)).toEqual(['abcd', 9, 108]);
  });

  it('is the same in whatever order obstacles and their blockers come', () => {
    const estate = [blocked(2, 'b', 'a'), blocked(3, 'a', 'b'), blocked(1, 'f', 'c')];
    const sets = setsOf(estate);
    expect(short(sets)).toEqual([['ab', 5, 10]]);
    expect(setsOf(estate.toReversed())).toEqual(sets);
    expect(short(setsOf(estate, 0, 2))).toEqual([['ab', 5, 10]]);
    expect(short(setsOf(estate, undefined, 4)).at(-1)).toEqual(['abcf', 6, 16]);
  });

  it('looks at every set as long as there are no more than allowed', () => {
    const estate = NAMES.map((id) => blocked(1, id));
    // 6 of one, 15 of two, 20 of three.
    expect(setsOf(estate, 41).every(({ exact }) => exact)).toBe(true);
    expect(setsOf(estate, 40).some(({ exact }) => exact)).toBe(false);
    expect(setsOf(estate, 6, 1).every(({ exact }) => exact)).toBe(true);
    expect(setsOf(estate, 5, 1).some(({ exact }) => exact)).toBe(false);
    const two = [blocked(1, 'a'), blocked(1, 'b')];
    expect(setsOf(two, 3).every(({ exact }) => exact)).toBe(true);
    expect(setsOf(two, 2).some(({ exact }) => exact)).toBe(false);
  });

  it('grows by what furthers most, where nothing is completed yet', () => {
    // "d" is half of what 10 wait for, "a" a third of what 12 do: from "d" and "f" no single swap leads to "abc".
    const estate = [blocked(10, 'd', 'f'), blocked(12, 'a', 'b', 'c')];
    expect(short(setsOf(estate, 0))).toEqual([['df', 10, 120]]);
    expect(short(setsOf([blocked(10, 'd', 'f'), blocked(30, 'a', 'b', 'c')], 0))).toEqual([['abc', 30, 120]]);
    const grown = setsOf([blocked(5, 'e'), blocked(4, 'a'), blocked(4, 'c')], 0);
    expect(short(grown)).toEqual([
      ['e', 5, 2.5],
      ['ae', 9, 6.5],
      ['ace', 13, 14.5],
    ]);
  });

  it('names a rule that is gone by its id, with no hours', () => {
    expect(setsOf([blocked(2, 'gone')])).toMatchObject([
      { fixes: [{ ruleId: 'gone', label: 'gone', remedy: '', workloads: 2, hours: 0 }], hours: 0 },
    ]);
  });

  it('gives the hours of each fix and of the set', () => {
    const [one] = setsOf([blocked(5, 'd')]);
    expect(one).toEqual({
      target: 'azure-vm',
      exact: true,
      fixes: [{ ruleId: 'd', label: 'd', remedy: 'mend d', workloads: 5, hours: 40 }],
      workloads: 5,
      hours: 40,
    });
  });

  it('leaves out a fix that frees nobody of the set', () => {
    const sets = setsOf([blocked(9, 'a'), blocked(4, 'b', 'c')], 0);
    for (const { fixes } of sets) expect(fixes.every(({ workloads }) => workloads > 0)).toBe(true);
    expect(short(sets)).toEqual([
      ['a', 9, 9],
      ['abc', 13, 21],
    ]);
  });

  it('ranks sets of the same worth in the order of targets and sizes', () => {
    const on = (target: Obstacle['target'], workloads: number, id: string): Obstacle => ({
      ...blocked(workloads, id),
      target,
    });
    const names = (estate: readonly Obstacle[], limit = 9) =>
      rankedFixSets(estate, { rules, limit }).map(
        ({ target, fixes }) => `${target} ${fixes.map(({ ruleId }) => ruleId).join('')}`,
      );
    expect(names([on('kvm', 4, 'a'), on('azure-vm', 4, 'b'), on('hyperv', 4, 'a')])).toEqual([
      'azure-vm b',
      'hyperv a',
      'kvm a',
    ]);
    // 16 freed in 128 hours are worth less than 4 freed in 4; all 20 together lie between.
    expect(names([on('kvm', 16, 'd'), on('kvm', 4, 'a'), on('azure-vm', 4, 'a')])).toEqual([
      'azure-vm a',
      'kvm ad',
      'kvm d',
    ]);
    expect(names([on('kvm', 16, 'd'), on('azure-vm', 4, 'a')], 1)).toEqual(['azure-vm a']);
  });

  it('grown sets are better than any that differ in one member', () => {
    const freed = (estate: readonly Obstacle[], ids: readonly string[]) =>
      estate
        .filter(({ blockers }) => blockers.every((id) => ids.includes(id)))
        .reduce((sum, { workloads }) => sum + workloads, 0);
    fc.assert(
      fc.property(obstacles, (estate) => {
        const small = estate.filter(({ blockers }) => blockers.length <= 3);
        for (const { fixes, workloads } of setsOf(estate, 0)) {
          const ids = fixes.map(({ ruleId }) => ruleId);
          for (const out of ids)
            for (const other of NAMES)
              expect(freed(small, [...ids.filter((id) => id !== out), other])).toBeLessThanOrEqual(workloads);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('exchanges until nothing helps any more', () => {
    // "a" is taken first; then both of the fixes that one obstacle after another shows to be better.
    const estate = [
      blocked(5, 'a'),
      blocked(4, 'b'),
      blocked(9, 'c', 'd'),
      blocked(3, 'b', 'c'),
      blocked(8, 'c', 'e'),
      blocked(8, 'd', 'e'),
    ];
    const best = setsOf(estate, 0).find(({ fixes }) => fixes.length === 3);
    expect(best).toMatchObject({ workloads: 25, fixes: [{ ruleId: 'c' }, { ruleId: 'd' }, { ruleId: 'e' }] });
  });
});
