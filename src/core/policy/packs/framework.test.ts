import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { loadPacks } from '../../../services/packs.ts';
import { plainScope } from '../cel/scope.ts';
import { frameworkLevels } from './framework.ts';
import type { SiteLevels } from './framework.ts';

const { euCsfObjectives } = (await loadCatalog()).sovereignty;
const found = (await loadPacks()).find(({ id }) => id === 'eu-csf');
if (found === undefined) throw new Error('no pack eu-csf');
const framework = found;

const levelsOf = (
  levels: readonly number[],
  counts: 'lowest' | 'weighted' = 'lowest',
  minimumSeal = {},
): SiteLevels => {
  const csf = Object.fromEntries(levels.map((level, index) => [`SOV${index + 1}`, level]));
  return frameworkLevels(framework, plainScope({ site: { csf }, organisation: { minimumSeal } }), counts);
};

describe('the EU Cloud Sovereignty Framework at a site', () => {
  it.each<{ reason: string; levels: number[]; counts: 'lowest' | 'weighted'; result: string; scorePct: number }>([
    {
      reason: 'the lowest objective',
      levels: [4, 4, 4, 4, 1, 4, 4, 4],
      counts: 'lowest',
      result: 'SEAL-1',
      scorePct: 85,
    },
    { reason: 'the weights', levels: [4, 4, 4, 4, 1, 4, 4, 4], counts: 'weighted', result: '85 %', scorePct: 85 },
    { reason: 'nothing reached', levels: [0, 0, 0, 0, 0, 0, 0, 0], counts: 'weighted', result: '0 %', scorePct: 0 },
    {
      reason: 'everything reached',
      levels: [4, 4, 4, 4, 4, 4, 4, 4],
      counts: 'weighted',
      result: '100 %',
      scorePct: 100,
    },
  ])('lets count $reason', ({ levels, counts, result, scorePct }) => {
    const found = levelsOf(levels, counts);
    expect(found).toMatchObject({ result, counts, scorePct: { low: scorePct, high: scorePct } });
    expect(found.reading).toMatch(counts === 'lowest' ? /^The lowest objective counts/ : /^The weighted score counts/);
    expect(found.reading).toContain('as assessed');
  });

  it('gives ranges where something is missing, never zero in silence', () => {
    const open = levelsOf([4, 4, 4, 4]);
    expect(open.lowest).toEqual({ low: 0, high: 4 });
    expect(open).toMatchObject({ result: 'SEAL-0 to SEAL-4', scorePct: { low: 50, high: 100 } });
    expect(open.reading).toMatch(/4 of 8 levels as assessed.*unverified.*lowest and the highest level possible/);
  });

  it('compares with the minimum the buyer sets', () => {
    const { levels } = levelsOf([3, 1], 'lowest', { SOV1: 3, SOV2: 2, SOV3: 1 });
    expect(levels.slice(0, 4).map(({ minimum, meets }) => [minimum, meets])).toEqual([
      [3, true],
      [2, false],
      [1, null],
      [null, null],
    ]);
  });

  it('scores by the weights of the catalogue', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 8, maxLength: 8 }), (levels) => {
        const { scorePct, lowest } = levelsOf(levels);
        const score = euCsfObjectives.reduce(
          (sum, { weightPct }, index) => sum + (weightPct * (levels[index] ?? 0)) / 4,
          0,
        );
        expect(Math.abs(scorePct.low - score)).toBeLessThan(0.051);
        expect(lowest).toEqual({ low: Math.min(...levels), high: Math.min(...levels) });
      }),
    );
  });

  it('only narrows when more is known', () => {
    const level = fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(level, { minLength: 8, maxLength: 8 }), (levels) => {
        const scope = (known: readonly (number | undefined)[]) =>
          plainScope({
            site: {
              csf: Object.fromEntries(known.flatMap((each, i) => (each === undefined ? [] : [[`SOV${i + 1}`, each]]))),
            },
          });
        const before = frameworkLevels(framework, scope(levels), 'weighted');
        const after = frameworkLevels(framework, scope(levels.map((each) => each ?? 2)), 'weighted');
        expect(after.scorePct.low).toBeGreaterThanOrEqual(before.scorePct.low);
        expect(after.scorePct.high).toBeLessThanOrEqual(before.scorePct.high);
        expect(after.lowest.low).toBeGreaterThanOrEqual(before.lowest.low);
        expect(after.lowest.high).toBeLessThanOrEqual(before.lowest.high);
      }),
    );
  });
});
