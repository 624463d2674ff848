import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { BY_NEED, chooseDisk } from './disk-choice.ts';
import type { DiskChoice, DiskNeed } from './disk-choice.ts';
import { diskMarket } from './disk-market.ts';
import type { PriceList } from './price-list.ts';

const catalog = await loadCatalog();
const market = diskMarket(catalog);

function choose(need: Partial<DiskNeed>, wanted = 'premium-ssd'): DiskChoice {
  const found = chooseDisk({ sizeGiB: 100, system: false, ...need }, wanted, market);
  if ('unknown' in found) throw new Error(found.unknown);
  return found;
}

describe('the cheapest disk that satisfies what is known', () => {
  test.each([
    { reason: 'size alone', need: {}, wanted: 'premium-ssd', tier: 'P10', count: 1 },
    { reason: 'exactly a tier', need: { sizeGiB: 128 }, wanted: 'premium-ssd', tier: 'P10', count: 1 },
    { reason: 'one GiB more', need: { sizeGiB: 129 }, wanted: 'premium-ssd', tier: 'P15', count: 1 },
    {
      reason: 'a need within the tier',
      need: { iops: 500, mibPerSecond: 100 },
      wanted: 'premium-ssd',
      tier: 'P10',
      count: 1,
    },
    {
      reason: 'more operations than the size gives',
      need: { iops: 501 },
      wanted: 'premium-ssd',
      tier: 'P15',
      count: 1,
    },
    {
      reason: 'more throughput than the size gives',
      need: { mibPerSecond: 140 },
      wanted: 'premium-ssd',
      tier: 'P20',
      count: 1,
    },
    {
      reason: 'the system disk can have a larger tier too',
      need: { iops: 2000, system: true },
      wanted: 'premium-ssd',
      tier: 'P20',
      count: 1,
    },
    { reason: 'standard', need: {}, wanted: 'standard-ssd', tier: 'E10', count: 1 },
    {
      reason: 'larger than any tier',
      need: { sizeGiB: 40_000 },
      wanted: 'premium-ssd',
      tier: 'premium-ssd-v2 40000 GiB 3000 IOPS 125 MB/s',
      count: 1,
    },
    {
      reason: 'a system disk larger than any',
      need: { sizeGiB: 40_000, system: true },
      wanted: 'premium-ssd',
      tier: 'P80',
      count: 2,
    },
    { reason: 'need decides, and is low', need: { iops: 120 }, wanted: BY_NEED, tier: 'S10', count: 1 },
    {
      reason: 'need decides, and is above what cheap classes give',
      need: { iops: 400, mibPerSecond: 70 },
      wanted: BY_NEED,
      tier: 'premium-ssd-v2 100 GiB 3000 IOPS 125 MB/s',
      count: 1,
    },
    { reason: 'need decides, and nothing is known', need: {}, wanted: BY_NEED, tier: 'P10', count: 1 },
  ])('$reason → $count × $tier', ({ need, wanted, tier, count }) => {
    expect(choose(need, wanted)).toMatchObject({ tier, count });
  });

  test('operations and throughput above what is free are paid for', () => {
    const { ladders: _, provisioned } = market;
    const prices = provisioned.get('premium-ssd-v2');
    const found = choose({ sizeGiB: 200, iops: 6000, mibPerSecond: 400 }, 'premium-ssd-v2');
    expect(found.tier).toBe('premium-ssd-v2 200 GiB 6000 IOPS 400 MB/s');
    expect(found.usdPerMonth).toBeCloseTo(
      200 * (prices?.usdPerGiBMonth ?? 0) +
        3000 * (prices?.usdPerIopsMonth ?? 0) +
        275 * (prices?.usdPerMbPerSecondMonth ?? 0),
      9,
    );
  });

  test('operations are bound to the size, throughput to operations: what is short is raised', () => {
    expect(choose({ sizeGiB: 10, iops: 10_000 }, 'premium-ssd-v2').tier).toMatch(/ 20 GiB 10000 IOPS/);
    expect(choose({ sizeGiB: 100, mibPerSecond: 1000 }, 'premium-ssd-v2').tier).toMatch(/ 4000 IOPS 1000 MB\/s/);
  });

  test('what a class cannot do is said, with what is taken instead', () => {
    expect(choose({ system: true }, 'premium-ssd-v2')).toMatchObject({
      tier: 'P10',
      remark: expect.stringContaining('system disk'),
    });
    const beyond = choose({ iops: 30_000 }, 'standard-ssd');
    expect(beyond).toMatchObject({
      class: 'premium-ssd-v2',
      remark: expect.stringContaining('no single standard-ssd disk'),
    });
    expect(choose({ iops: 30_000, system: true })).toMatchObject({
      tier: 'P80',
      remark: expect.stringContaining('no disk for sale'),
    });
    expect(choose({ iops: 500_000 }, 'ultra').remark).toContain('ultra does not reach');
  });

  test('a class nobody sells is unknown', () => {
    expect(chooseDisk({ sizeGiB: 1, system: false }, 'tape', market)).toEqual({ unknown: 'prices of disk class tape' });
  });

  test('prices of a list come before those of the catalogue, in its region alone', () => {
    const list = {
      id: 'mine',
      asOf: '2026-11-01',
      extras: { here: { diskUsdPerMonth: { P10: 1 } } },
    } as unknown as PriceList;
    const at = (region: string) =>
      chooseDisk({ sizeGiB: 100, system: false }, 'premium-ssd', diskMarket(catalog, list, region));
    expect(at('here')).toMatchObject({ usdPerMonth: 1, from: 'price list mine', asOf: '2026-11-01', conf: 'list' });
    expect(at('there')).toMatchObject({ usdPerMonth: 19.71 });
  });

  test('what is chosen holds the need, and a single disk for more is never cheaper', () => {
    const needs = fc.record({
      sizeGiB: fc.integer({ min: 1, max: 60_000 }),
      iops: fc.integer({ min: 1, max: 80_000 }),
      mibPerSecond: fc.option(fc.integer({ min: 1, max: 2000 }), { nil: undefined }),
      system: fc.constant(false),
    });
    fc.assert(
      fc.property(
        needs,
        fc.constantFrom('sizeGiB', 'iops', 'mibPerSecond'),
        fc.integer({ min: 1, max: 5000 }),
        (need, grow, by) => {
          const usd = (one: DiskNeed): number => {
            const { count, usdPerMonth } = choose(one, BY_NEED);
            return count * usdPerMonth;
          };
          const found = choose(need, BY_NEED);
          const ladder = market.ladders.get(found.class)?.find(({ tier }) => tier === found.tier);
          if (ladder !== undefined && found.remark === undefined) {
            expect(found.count * ladder.sizeGiB).toBeGreaterThanOrEqual(need.sizeGiB);
            expect(found.count * ladder.iops).toBeGreaterThanOrEqual(need.iops);
            expect(found.count * ladder.mbPerSecond).toBeGreaterThanOrEqual(need.mibPerSecond ?? 0);
          }
          if (found.remark === undefined) {
            const more = choose({ ...need, [grow]: (need[grow] ?? 0) + by }, BY_NEED);
            if (more.remark === undefined && found.count === 1 && more.count === 1)
              expect(usd({ ...need, [grow]: (need[grow] ?? 0) + by })).toBeGreaterThanOrEqual(usd(need) - 1e-9);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
