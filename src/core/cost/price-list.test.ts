/** Which list a region is priced from, what is in the built-in one, what a list may replace, and what two lists differ in. */

import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { diffPriceLists } from './price-diff.ts';
import { builtInPriceList, compareOffers, listOfRegion, newestFirst } from './price-list.ts';
import type { Offer, PriceList } from './price-list.ts';
import { heldBackRegions, shrunkRegions } from './take-over.ts';

const offer = (size: string, usdPerHour = 1, more: Partial<Offer> = {}): Offer => ({
  size,
  vcpu: 2,
  memoryGiB: 8,
  usdPerHour,
  ...more,
});
const sizes = (count: number): Offer[] => Array.from({ length: count }, (_, at) => offer(`s${at}`));
const list = (id: string, regions: PriceList['regions'], more: Partial<PriceList> = {}): PriceList => ({
  id,
  name: id,
  currency: 'USD',
  asOf: '2026-01-01',
  source: '',
  digest: '',
  builtIn: false,
  regions,
  ...more,
});

describe('the list of a region', () => {
  it('is the first that has it and is not held back there', () => {
    const [a, b] = [list('a', { north: [], south: [] }, { heldBack: ['north'] }), list('b', { north: [], east: [] })];
    const of = (region: string) => listOfRegion([a, b], region)?.id;
    expect(['south', 'north', 'east', 'west'].map(of)).toEqual(['a', 'b', 'b', undefined]);
  });

  it('is the newest; of one day, the first by id', () => {
    const lists = [
      list('m', {}, { asOf: '2026-01-02' }),
      list('z', {}),
      list('b', {}, { asOf: '2026-01-03' }),
      list('a', {}),
      list('k', {}),
    ];
    expect(newestFirst(lists).map(({ id }) => id)).toEqual(['b', 'm', 'a', 'k', 'z']);
    expect(newestFirst([...lists].reverse()).map(({ id }) => id)).toEqual(['b', 'm', 'a', 'k', 'z']);
  });
});

it('offers are in the order of their price, then of their name', () => {
  expect(compareOffers(offer('b', 1), offer('a', 2))).toBeLessThan(0);
  expect(compareOffers(offer('b'), offer('a'))).toBe(1);
  expect(compareOffers(offer('a'), offer('b'))).toBe(-1);
  expect(compareOffers(offer('a'), offer('a'))).toBe(0);
});

describe('the built-in list', () => {
  const file = catalog['azure-prices'];
  const [row] = file.sizes;
  const [region = '', other = ''] = file.regions;
  const first = row ?? expect.fail('no size');
  const twoRegions = (prices: (number | null)[]) => file.regions.map((_, at) => prices[at] ?? null);
  const said = { source: '', asOf: '2026-01-01', conf: 'own' } as const;
  const made = builtInPriceList({
    'azure-prices': {
      ...file,
      sizes: [
        { ...first, size: 'dear', usdPerHour: twoRegions([3, 1]) },
        { ...first, size: 'cheap', usdPerHour: twoRegions([2]) },
        { ...first, size: 'short', usdPerHour: [] },
      ],
      committed: [
        { ...said, region, size: 'dear', reserved1yUsd: 8760, reserved3yUsd: 52_560 },
        { ...said, region, size: 'cheap', savingsPlan1yUsdPerHour: 1.5, savingsPlan3yUsdPerHour: 1.25 },
      ],
    },
  });

  it('has what a region sells, by price, with terms as prices of an hour', () => {
    expect(made.regions[region]?.map(({ size, usdPerHour }) => [size, usdPerHour])).toEqual([
      ['cheap', 2],
      ['dear', 3],
    ]);
    expect(made.regions[other]?.map(({ size, usdPerHour }) => [size, usdPerHour])).toEqual([['dear', 1]]);
    const [cheap, dear] = made.regions[region] ?? [];
    expect(dear).toMatchObject({ reserved1yUsdPerHour: 1, reserved3yUsdPerHour: 2 });
    expect(cheap).toMatchObject({ savingsPlan1yUsdPerHour: 1.5, savingsPlan3yUsdPerHour: 1.25 });
    expect(Object.keys(cheap ?? {})).not.toContain('reserved1yUsdPerHour');
    expect(Object.keys(cheap ?? {})).not.toContain('reserved3yUsdPerHour');
    expect(Object.keys(made.regions[other]?.[0] ?? {})).not.toContain('reserved1yUsdPerHour');
  });

  it('says whose it is', () => {
    expect(made).toMatchObject({
      id: file.list.id,
      name: file.list.name,
      currency: 'USD',
      asOf: file.list.asOf,
      builtIn: true,
      source: file.sources['retail']?.ref,
    });
    expect(made.digest).not.toBe(builtInPriceList(catalog).digest);
  });
});

describe('a list with far fewer sizes', () => {
  it('than its own version in force: by region, at less than half, or none at all', () => {
    const now = list('now', { south: sizes(10), north: sizes(10), east: sizes(3), gone: sizes(1) });
    const next = list('next', { south: sizes(4), north: sizes(5), east: sizes(1), fresh: sizes(1) });
    expect(shrunkRegions(next, now)).toEqual([
      { region: 'east', sizes: 1, inForce: 'now', inForceSizes: 3 },
      { region: 'gone', sizes: 0, inForce: 'now', inForceSizes: 1 },
      { region: 'south', sizes: 4, inForce: 'now', inForceSizes: 10 },
    ]);
    expect(shrunkRegions(now, now)).toEqual([]);
  });

  it('than the list that prices a region now: the newest that has it, else the built-in one', () => {
    const builtIn = list('built-in', { west: sizes(9), north: sizes(100) }, { builtIn: true });
    const older = list('older', { north: sizes(50) }, { asOf: '2025-01-01' });
    const newer = list('newer', { north: sizes(8), south: sizes(2) }, { asOf: '2026-02-01' });
    const next = list('next', { west: sizes(4), north: sizes(4), south: sizes(1), fresh: sizes(1) });
    expect(heldBackRegions(next, [older, newer], builtIn)).toEqual([
      { region: 'west', sizes: 4, inForce: 'built-in', inForceSizes: 9 },
    ]);
    expect(heldBackRegions(next, [older], builtIn).map(({ region, inForce }) => [region, inForce])).toEqual([
      ['north', 'older'],
      ['west', 'built-in'],
    ]);
    expect(heldBackRegions(list('newer', { north: sizes(1) }), [older, newer], builtIn)).toEqual([]);
  });
});

describe('the difference of two lists', () => {
  const before = list('before', {
    south: [offer('b', 2), offer('a', 4), offer('gone', 1), offer('same', 1)],
    north: [offer('c', 10), offer('d', 10)],
    old: [offer('x')],
  });
  const after = list('after', {
    south: [offer('same', 1), offer('new-b'), offer('new-a'), offer('a', 3), offer('b', 2, { spotUsdPerHour: 0.5 })],
    north: [offer('d', 12.5), offer('c', 12.5)],
    young: [offer('y')],
  });

  it('is what came, what went, and what changed, the largest change first, then by region and size', () => {
    const diff = diffPriceLists(before, after);
    expect(diff.added).toEqual([
      { region: 'south', size: 'new-a' },
      { region: 'south', size: 'new-b' },
      { region: 'young', size: 'y' },
    ]);
    expect(diff.removed).toEqual([
      { region: 'old', size: 'x' },
      { region: 'south', size: 'gone' },
    ]);
    const field = 'usdPerHour';
    expect(diff.changed).toEqual([
      { region: 'north', size: 'c', field, before: 10, after: 12.5, changePct: 25 },
      { region: 'north', size: 'd', field, before: 10, after: 12.5, changePct: 25 },
      { region: 'south', size: 'a', field, before: 4, after: 3, changePct: -25 },
      { region: 'south', size: 'b', field: 'spotUsdPerHour', before: null, after: 0.5, changePct: null },
    ]);
    expect(diff.same).toBe(1);
    expect(diffPriceLists(after, before).changed.at(-1)).toMatchObject({ before: 0.5, after: null, changePct: null });
  });

  it('of a size in several prices names them in order', () => {
    const dear = offer('a', 2, { windowsUsdPerHour: 4, spotUsdPerHour: 1 });
    const now = offer('a', 3, { windowsUsdPerHour: 6, spotUsdPerHour: 1.5 });
    const { changed } = diffPriceLists(list('l', { r: [dear] }), list('l', { r: [now] }));
    expect(changed.map(({ field, changePct }) => [field, changePct])).toEqual([
      ['spotUsdPerHour', 50],
      ['usdPerHour', 50],
      ['windowsUsdPerHour', 50],
    ]);
  });

  it.each([
    [[], null],
    [[10], 10],
    [[30, 10], 20],
    [[30, -50, 10], 10],
    [[100, 30, -50, 10], 20],
    [[5, 100, 30, 9, 10], 10],
  ])('has the median of what is sold by the hour: %j is %j', (changes, median) => {
    const old = changes.map((_, at) => offer(`s${at}`, 100));
    const now = changes.map((pct, at) => offer(`s${at}`, 100 + pct));
    const { medianPct } = diffPriceLists(list('l', { r: old }), list('l', { r: now }));
    expect(medianPct).toEqual(median === null ? null : expect.closeTo(median, 9));
  });
});
