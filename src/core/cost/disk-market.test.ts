import { describe, expect, test } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { BY_NEED, chooseDisk } from './disk-choice.ts';
import type { DiskNeed } from './disk-choice.ts';
import { diskMarket } from './disk-market.ts';
import type { DiskMarket, DiskTier, ProvisionedDisk } from './disk-market.ts';
import type { PriceList } from './price-list.ts';

const from = { from: 'test', asOf: '2026-11-01', conf: 'own' } as const;
const tier = (name: string, sizeGiB: number, usdPerMonth: number, iops = 500, mbPerSecond = 100): DiskTier => ({
  class: 'premium-ssd',
  tier: name,
  sizeGiB,
  usdPerMonth,
  iops,
  mbPerSecond,
  ...from,
});
const FREE: ProvisionedDisk = {
  class: 'v2',
  usdPerGiBMonth: 0.1,
  usdPerIopsMonth: 0.01,
  usdPerMbPerSecondMonth: 0.05,
  freeIops: 3000,
  freeMbPerSecond: 125,
  iopsPerGiB: 500,
  mostIops: 80_000,
  mbPerSecondPerIops: 0.25,
  mostMbPerSecond: 1200,
  mostGiB: 1000,
  ...from,
};
const marketOf = (tiers: readonly DiskTier[], provisioned: readonly ProvisionedDisk[] = []): DiskMarket => ({
  ladders: new Map(tiers.length === 0 ? [] : [['premium-ssd', tiers]]),
  provisioned: new Map(provisioned.map((disk) => [disk.class, disk])),
});
const choose = (market: DiskMarket, need: Partial<DiskNeed>, wanted = 'premium-ssd') =>
  chooseDisk({ sizeGiB: 100, system: false, ...need }, wanted, market);

describe('disks of fixed tiers', () => {
  const ladder = marketOf([tier('A', 128, 20), tier('B', 256, 38, 1100), tier('C', 512, 70, 2300)]);

  test.each([
    { reason: 'half of one is one', need: { sizeGiB: 64 }, is: { tier: 'A', count: 1 } },
    { reason: 'two where one is too small', need: { sizeGiB: 513 }, is: { tier: 'C', count: 2 } },
    { reason: 'two cheaper ones of as many', need: { sizeGiB: 500, iops: 2301 }, is: { tier: 'C', count: 2 } },
    { reason: 'sixteen stripes', need: { iops: 16 * 2300 }, is: { tier: 'C', count: 16 } },
    { reason: 'a system disk of the largest size', need: { sizeGiB: 512, system: true }, is: { tier: 'C', count: 1 } },
    { reason: 'a larger system disk is spread', need: { sizeGiB: 513, system: true }, is: { tier: 'C', count: 2 } },
  ])('$reason', ({ need, is }) => {
    const found = choose(ladder, need);
    expect(found).toMatchObject(is);
    expect(found).not.toHaveProperty('remark');
  });

  test('seventeen stripes are too many, and a system disk is not striped: the largest, with a word', () => {
    expect(choose(ladder, { iops: 16 * 2300 + 1 })).toMatchObject({
      tier: 'C',
      count: 1,
      remark: 'no disk for sale gives 100 GiB, 36801 IOPS: the largest premium-ssd counted',
    });
    expect(choose(ladder, { sizeGiB: 512, mibPerSecond: 101, system: true })).toMatchObject({
      tier: 'C',
      count: 1,
      remark: 'no disk for sale gives 512 GiB, 101 MiB/s: the largest premium-ssd counted',
    });
    expect(choose(ladder, { sizeGiB: 600, mibPerSecond: 9000 })).toMatchObject({ tier: 'C', count: 2 });
  });

  test('of equal prices the first by name, in either order', () => {
    const [a, b] = [tier('A', 128, 20), tier('B', 256, 20)];
    expect(choose(marketOf([a, b]), {})).toMatchObject({ tier: 'A' });
    expect(choose(marketOf([b, a]), {})).toMatchObject({ tier: 'A' });
  });

  test('no disks of the class, or none at all: unknown', () => {
    const unknown = { unknown: 'prices of disk class premium-ssd' };
    expect(choose(marketOf([]), {})).toEqual(unknown);
    expect(choose({ ladders: new Map([['premium-ssd', []]]), provisioned: new Map() }, {})).toEqual(unknown);
    expect(choose(marketOf([]), { iops: 100 }, BY_NEED)).toEqual(unknown);
    expect(choose(marketOf([], [FREE]), { system: true }, 'v2')).toEqual(unknown);
  });
});

describe('disks whose performance is bought apart', () => {
  const market = marketOf([tier('A', 128, 20)], [FREE]);

  test.each([
    { reason: 'what is free', need: { iops: 3000, mibPerSecond: 125 }, is: '100 GiB 3000 IOPS 125 MB/s', usd: 10 },
    {
      reason: 'one more of each',
      need: { iops: 3001, mibPerSecond: 126 },
      is: '100 GiB 3001 IOPS 126 MB/s',
      usd: 10.06,
    },
    { reason: 'small and slow is not raised', need: { sizeGiB: 1 }, is: '1 GiB 3000 IOPS 125 MB/s', usd: 0.1 },
    { reason: 'less than a GiB', need: { sizeGiB: 0.5 }, is: '1 GiB 3000 IOPS 125 MB/s', usd: 0.1 },
    {
      reason: 'operations raise the size',
      need: { sizeGiB: 1, iops: 5001 },
      is: '11 GiB 5001 IOPS 125 MB/s',
      usd: 1.1 + 20.01,
    },
    {
      reason: 'the most of all three',
      need: { sizeGiB: 1000, iops: 80_000, mibPerSecond: 1200 },
      is: '1000 GiB 80000 IOPS 1200 MB/s',
      usd: 100 + 770 + 53.75,
    },
  ])('$reason: $is', ({ need, is, usd }) => {
    const found = choose(market, need, 'v2');
    expect(found).toMatchObject({ class: 'v2', tier: `v2 ${is}`, count: 1, ...from });
    expect('usdPerMonth' in found && found.usdPerMonth).toBeCloseTo(usd, 9);
  });

  test.each([{ sizeGiB: 1001 }, { iops: 80_001 }, { mibPerSecond: 1201 }])('beyond the most: %j', (need) => {
    expect(choose(market, need, 'v2')).toMatchObject({ remark: 'v2 does not reach what is needed' });
  });

  test('throughput alone is a need too', () => {
    expect(choose(market, { mibPerSecond: 110 }, BY_NEED)).toMatchObject({ class: 'v2' });
    expect(choose(market, { mibPerSecond: 110, system: true }, BY_NEED)).toMatchObject({
      tier: 'A',
      remark: 'no disk for sale gives 100 GiB, 110 MiB/s: the largest premium-ssd counted',
    });
    expect(choose(market, {}, BY_NEED)).toMatchObject({ tier: 'A' });
  });

  test('one instead of several of the class that was asked for, where that is cheaper', () => {
    const found = choose(market, { sizeGiB: 250 });
    expect(found).toMatchObject({ class: 'v2', remark: 'no single premium-ssd disk gives 250 GiB' });
    const dear = marketOf([tier('A', 128, 20)], [{ ...FREE, usdPerGiBMonth: 1 }]);
    expect(choose(dear, { sizeGiB: 250 })).toMatchObject({ tier: 'A', count: 2 });
  });
});

describe('the market of a region', () => {
  const list = {
    id: 'mine',
    asOf: '2026-11-01',
    extras: {
      here: {
        provisionedDisks: {
          'premium-ssd-v2': { usdPerGiBMonth: 1, usdPerIopsMonth: 2, usdPerMbPerSecondMonth: 3 },
        },
      },
    },
  } as unknown as PriceList;

  test('every tier of the catalogue, smallest first, whatever its order there', () => {
    const reversed = { ...catalog['azure-prices'], disks: catalog['azure-prices'].disks.toReversed() };
    const { ladders } = diskMarket({ 'azure-prices': reversed });
    expect([...ladders.values()].flat()).toHaveLength(catalog['azure-prices'].disks.length);
    for (const ladder of ladders.values()) {
      const sizes = ladder.map(({ sizeGiB }) => sizeGiB);
      expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    }
    expect(ladders.get('premium-ssd')?.[0]).toEqual({
      class: 'premium-ssd',
      tier: 'P1',
      sizeGiB: 4,
      iops: 120,
      mbPerSecond: 25,
      usdPerMonth: 0.6,
      from: 'catalog/azure-prices.yaml disks',
      asOf: '2026-11-22',
      conf: 'own',
    });
  });

  test('prices of provisioned disks from a list, in its region; their limits from the catalogue', () => {
    const at = (region?: string, of: PriceList | undefined = list) =>
      diskMarket(catalog, of, region).provisioned.get('premium-ssd-v2');
    const shipped = diskMarket(catalog).provisioned.get('premium-ssd-v2');
    expect(shipped).toMatchObject({ class: 'premium-ssd-v2', from: 'catalog/azure-prices.yaml provisionedDisks' });
    expect(at('here')).toEqual({
      ...shipped,
      usdPerGiBMonth: 1,
      usdPerIopsMonth: 2,
      usdPerMbPerSecondMonth: 3,
      from: 'price list mine',
      asOf: '2026-11-01',
      conf: 'list',
    });
    expect([at('there'), at(), diskMarket(catalog, undefined, 'here').provisioned.get('premium-ssd-v2')]).toEqual([
      shipped,
      shipped,
      shipped,
    ]);
    expect(diskMarket(catalog, list, 'here').ladders).toEqual(diskMarket(catalog).ladders);
  });
});
