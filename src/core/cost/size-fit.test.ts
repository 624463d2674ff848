import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { createFitIndex } from './fit-index.ts';
import { explainNoSize } from './no-size.ts';
import { builtInPriceList } from './price-list.ts';
import type { Offer } from './price-list.ts';
import { knownOffer, lacks, sizeLimits } from './size-fit.ts';
import type { FitNeed, SizeLimits } from './size-fit.ts';

const catalog = await loadCatalog();
const offers = builtInPriceList(catalog).regions['westeurope'] ?? [];
const limits = sizeLimits(catalog);
const priceOf = (offer: Offer): number => offer.usdPerHour;
const index = createFitIndex(offers, limits, priceOf);

const NEED: FitNeed = {
  vcpu: 4,
  memoryGiB: 16,
  dataDisks: 0,
  nics: 1,
  gpus: 0,
  bios: false,
  burstableFromPct: 0,
  arm: false,
  confidential: false,
  premiumDisks: true,
};

describe('the cheapest size', () => {
  test.each([
    { reason: 'the plain case', change: {}, size: 'Standard_D4as_v5' },
    { reason: 'more data disks than 4 vCPU take', change: { dataDisks: 9 }, size: 'Standard_D8ls_v5' },
    { reason: 'eight data disks beside the system disk still fit', change: { dataDisks: 8 }, size: 'Standard_D4as_v5' },
    { reason: 'three interfaces', change: { nics: 3 }, size: 'Standard_D8ls_v5' },
    { reason: 'much memory', change: { memoryGiB: 900 }, size: 'Standard_M48s_1_v3' },
    { reason: 'a first-generation machine has no size of that memory', change: { memoryGiB: 900, bios: true } },
    { reason: 'load measured below the base performance', change: { burstableFromPct: 40 }, size: 'Standard_B4s_v2' },
    {
      reason: 'load above what 30 % sizes carry all the time',
      change: { burstableFromPct: 40, memoryGiB: 8 },
      size: 'Standard_B4s_v2',
    },
    { reason: 'one GPU by name', change: { gpus: 1, gpuType: 'NVIDIA T4' }, size: 'Standard_NC4as_T4_v3' },
    {
      reason: 'a part of a GPU is not a GPU',
      change: { gpus: 1, gpuType: 'NVIDIA A10' },
      size: 'Standard_NV36ads_A10_v5',
    },
    { reason: 'a GPU that is not sold here', change: { gpus: 1, gpuType: 'NVIDIA L40S' } },
    { reason: 'larger than anything', change: { vcpu: 900 } },
  ])('$reason → $size', ({ change, size }) => {
    expect(index.cheapest({ ...NEED, ...change })?.offer.size).toBe(size);
  });
});

describe('what names say', () => {
  const sold = (...sizes: string[]): Offer[] =>
    sizes.map((size, at) => ({ size, vcpu: 4, memoryGiB: 16, usdPerHour: 0.01 * (at + 1) }));
  const chosen = (sizes: string[], change: Partial<FitNeed> = {}): string | undefined =>
    createFitIndex(sold(...sizes), new Map(), priceOf).cheapest({ ...NEED, ...change })?.offer.size;

  test.each([
    {
      reason: 'fewer usable cores than its count',
      sizes: ['Standard_E4-2s_v9', 'Standard_D4s_v9'],
      change: {},
      size: 'Standard_D4s_v9',
    },
    {
      reason: 'an Arm size for x86',
      sizes: ['Standard_D4ps_v6', 'Standard_D4s_v9'],
      change: {},
      size: 'Standard_D4s_v9',
    },
    {
      reason: 'an x86 size for Arm',
      sizes: ['Standard_D4s_v9', 'Standard_D4ps_v6'],
      change: { arm: true },
      size: 'Standard_D4ps_v6',
    },
    {
      reason: 'an Arm size of the second convention',
      sizes: ['t2a-standard-4', 'n2-standard-4'],
      change: {},
      size: 'n2-standard-4',
    },
    {
      reason: 'a confidential size is kept for who needs one',
      sizes: ['Standard_DC4as_v5', 'Standard_D4as_v5'],
      change: {},
      size: 'Standard_D4as_v5',
    },
    {
      reason: 'a confidential machine',
      sizes: ['Standard_D4as_v5', 'Standard_DC4as_v5'],
      change: { confidential: true },
      size: 'Standard_DC4as_v5',
    },
    {
      reason: 'enclaves and child machines are no confidential machines',
      sizes: ['Standard_DC4s_v3', 'Standard_DC4as_cc_v5'],
      change: { confidential: true },
      size: undefined,
    },
    { reason: 'no premium disks', sizes: ['Standard_D4_v5', 'Standard_D4s_v5'], change: {}, size: 'Standard_D4s_v5' },
    {
      reason: 'no premium disks are asked for',
      sizes: ['Standard_D4_v5', 'Standard_D4s_v5'],
      change: { premiumDisks: false },
      size: 'Standard_D4_v5',
    },
    {
      reason: 'burstable, its base not known',
      sizes: ['Standard_B4ms', 'Standard_D4s_v5'],
      change: { burstableFromPct: 20 },
      size: 'Standard_D4s_v5',
    },
  ])('$reason → $size', ({ sizes, change, size }) => {
    expect(chosen(sizes, change)).toBe(size);
  });

  test('a size whose limits nobody states is the last resort, and the answer says so', () => {
    const list = sold('Standard_D4x_v9s', 'Standard_D4s_v9');
    expect(createFitIndex(list, new Map(), priceOf).cheapest({ ...NEED, dataDisks: 60 })).toEqual({
      offer: list[1],
      limitsKnown: false,
    });
    const stated = new Map<string, SizeLimits>([['Standard_D4s_v9', { maxDataDisks: 8, maxNics: 2 }]]);
    expect(createFitIndex(list, stated, priceOf).cheapest(NEED)).toMatchObject({ limitsKnown: true });
  });

  test('limits of the list come before those of the catalogue', () => {
    const [offer] = sold('Standard_D4s_v5');
    if (offer === undefined) throw new Error('none sold');
    const own = { ...offer, maxDataDisks: 2, maxNics: 1 };
    expect(createFitIndex([own], limits, priceOf).cheapest({ ...NEED, dataDisks: 3 })).toBeUndefined();
  });
});

describe('why none fits', () => {
  const why = (change: Partial<FitNeed>): string =>
    explainNoSize({ ...NEED, ...change }, index.offers, 'westeurope').text;

  test('what nothing in the region offers, how much there is at most, and what comes nearest', () => {
    expect(why({ vcpu: 900 })).toBe(
      'no size in westeurope for 900 vCPU, 16 GiB, 0 data disks, 1 interfaces: none offers 900 vCPU (at most 416 vCPU); ' +
        'nearest is Standard_M416s_6_v3, which lacks 900 vCPU (it has 416)',
    );
    expect(why({ gpus: 1, gpuType: 'L40S' })).toMatch(/none offers 1 × L40S GPU/);
    expect(why({ confidential: true })).toMatch(/none offers confidential machines/);
  });

  test('each is there, not together', () => {
    expect(why({ memoryGiB: 900, bios: true })).toMatch(
      /none offers all of it together; nearest is Standard_\w+, which lacks/,
    );
  });

  test('a region without sizes', () => {
    expect(explainNoSize(NEED, [], 'atlantis').text).toBe('no sizes are sold in atlantis');
  });
});

describe('the index', () => {
  const sizes = fc.uniqueArray(
    fc.record({
      family: fc.constantFrom('D', 'E', 'DC', 'B', 'NC', 'M'),
      vcpu: fc.constantFrom(2, 4, 8, 16),
      feature: fc.constantFrom('s', 'as', 'ps', 'd', '', 'ls'),
      version: fc.constantFrom('_v5', '_v6', '_cc_v5'),
      memoryGiB: fc.constantFrom(4, 8, 16, 32, 64),
      price: fc.integer({ min: 1, max: 12 }),
      gpu: fc.constantFrom(undefined, undefined, 'T4', 'A100'),
      gen2Only: fc.boolean(),
      limits: fc.option(fc.tuple(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 8 }))),
    }),
    { maxLength: 60, selector: ({ family, vcpu, feature, version }) => `${family}${vcpu}${feature}${version}` },
  );
  const needs = fc.record({
    vcpu: fc.integer({ min: 1, max: 17 }),
    memoryGiB: fc.integer({ min: 1, max: 70 }),
    dataDisks: fc.integer({ min: 0, max: 17 }),
    nics: fc.integer({ min: 1, max: 9 }),
    gpus: fc.constantFrom(0, 0, 0, 1),
    gpuType: fc.constantFrom(undefined, 'T4'),
    bios: fc.boolean(),
    burstableFromPct: fc.constantFrom(0, 20, 40),
    arm: fc.boolean(),
    confidential: fc.boolean(),
    premiumDisks: fc.boolean(),
  });

  test('answers as trying every size in the order of price does', () => {
    fc.assert(
      fc.property(sizes, fc.array(needs, { minLength: 1, maxLength: 8 }), (rows, wanted) => {
        const catalogue = new Map<string, SizeLimits>();
        const list = rows.map(({ family, vcpu, feature, version, memoryGiB, price, gpu, gen2Only, limits: known }) => {
          const size = `Standard_${family}${vcpu}${feature}${version}`;
          const base = family === 'B' && price % 2 === 0 ? { burstableBasePct: 30 } : {};
          if (known !== null) catalogue.set(size, { maxDataDisks: known[0], maxNics: known[1], ...base });
          return { size, vcpu, memoryGiB, usdPerHour: price, ...(gpu !== undefined && { gpu, gpuCount: 1 }), gen2Only };
        });
        const built = createFitIndex(list, catalogue, priceOf);
        for (const need of wanted) expect(built.cheapest(need)).toEqual(scan(list, catalogue, need));
      }),
      { numRuns: 400 },
    );
  });

  test('asking for more is never cheaper', () => {
    fc.assert(
      fc.property(needs, fc.constantFrom('vcpu', 'memoryGiB', 'dataDisks', 'nics'), (base, grow) => {
        const usd = (need: FitNeed): number => {
          const fit = index.cheapest(need);
          return fit === undefined ? Infinity : fit.offer.usdPerHour;
        };
        expect(usd({ ...base, [grow]: base[grow] + 1 })).toBeGreaterThanOrEqual(usd(base));
      }),
    );
  });
});

/** The reference: every size by price and name, those with known limits first. */
function scan(list: readonly Offer[], catalogue: ReadonlyMap<string, SizeLimits>, need: FitNeed): unknown {
  const sorted = list.toSorted((a, b) => a.usdPerHour - b.usdPerHour || (a.size < b.size ? -1 : 1));
  for (const limitsKnown of [true, false]) {
    for (const offer of sorted) {
      const known = knownOffer(offer, catalogue);
      if ((known.limits !== undefined) === limitsKnown && lacks(need, known).length === 0)
        return { offer, limitsKnown };
    }
  }
  return undefined;
}
