import { describe, expect, test } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import type { CostBreakdown } from '../placement/result.ts';
import { siteSchema } from '../policy/site.ts';
import type { Site } from '../policy/site.ts';
import type { Readiness } from '../assess/verdict.ts';
import type { Demand } from './demand.ts';
import type { PriceList } from './price-list.ts';
import { listOf } from './price-list.fixture.ts';
import { createPricer, soldBySize, totalDiskGiB } from './pricing.ts';
import type { Pricer } from './pricing.ts';

const LIST = listOf([
  { size: 'Standard_D4s_v5', vcpu: 4, memoryGiB: 16, usdPerHour: 0.2, reserved1yUsdPerHour: 0.1 },
  { size: 'Standard_D8s_v5', vcpu: 8, memoryGiB: 32, usdPerHour: 0.4 },
]);
const FACTS: WorkloadFacts = {
  cpuCount: 4,
  memoryMiB: 16_384,
  disks: [{ label: 'a', capacityMiB: 128 * 1024 }],
  os: { family: 'linux', name: 'Debian 12' },
};
const WINDOWS: WorkloadFacts = { ...FACTS, os: { family: 'windows', name: 'Windows Server 2022' } };
const DEMAND: Demand = {
  vcpu: 4,
  memoryGiB: 16,
  diskGiB: [],
  diskLayoutAssumed: false,
  nics: 1,
  gpus: 0,
  gpuCountUnknown: false,
  licence: 'none',
  bios: false,
  burstableFromPct: 0,
};

const settings = { horizonMonths: 24, usdPerMigrationHour: 100, riskPct: 10 };
/** A pricer keeps what it worked out by site: one for each question, since sites here differ under one name. */
const pricerOf = (lists: readonly PriceList[] = [LIST]): Pricer => createPricer(catalog, lists, settings);

const cloud = (cost: Record<string, unknown> = {}, rest: Record<string, unknown> = {}): Site =>
  siteSchema.parse({ id: 'cloud', platform: 'azure', target: 'azure-vm', region: 'westeurope', cost, ...rest });
const own = (cost: Record<string, unknown> = {}): Site =>
  siteSchema.parse({
    id: 'own',
    platform: 'kvm',
    target: 'kvm',
    capacity: { cpuCores: 100, memoryGiB: 1000, diskGiB: 1000, reservePct: 0 },
    cost: {
      usdPerCoreMonth: 10,
      usdPerMemoryGiBMonth: 0.5,
      usdPerDiskGiBMonth: 0.25,
      platformUsdPerCoreMonth: 8,
      windowsServer: 'included',
      linuxSubscriptionUsdPerVmMonth: 20,
      ...cost,
    },
  });

function price(facts: WorkloadFacts, site: Site, readiness: Readiness = 'ready', staying = false): CostBreakdown {
  const found = pricerOf().price(workloadWith(facts), site, staying, readiness, 1);
  if ('unknown' in found) throw new Error(found.unknown);
  return found;
}

describe('the whole price', () => {
  const move =
    'move: 3 h base + 0.32 h for 128 GiB + 1.5 h for 1 conditions = 4.82 h × 100 USD over 24 months (sites.yaml placement)';

  test('run, licence, risk and the move over the horizon add up', () => {
    const found = price(FACTS, own(), 'unknown');
    expect(found.runUsdPerMonth).toBeCloseTo(10 + 8 + 32, 9);
    expect(found.licenceUsdPerMonth).toBeCloseTo(8, 9);
    expect(found.riskUsdPerMonth).toBeCloseTo(10, 9);
    expect(found.migrationUsdOneOff).toBeCloseTo(482, 9);
    expect(found.totalUsdPerMonth).toBeCloseTo(50 + 8 + 10 + 482 / 24, 9);
    expect(found).not.toHaveProperty('sku');
    expect(found.basis.slice(-2)).toEqual([
      move,
      'risk: readiness unknown, 10 % of run × 2 (sites.yaml placement.riskPct)',
    ]);
  });

  test('a known condition weighs once; what is ready, or never will be, has no risk', () => {
    const conditional = price(FACTS, own(), 'conditional');
    expect(conditional.riskUsdPerMonth).toBeCloseTo(5, 9);
    expect(conditional.basis.at(-1)).toBe('risk: readiness conditional, 10 % of run (sites.yaml placement.riskPct)');
    for (const readiness of ['ready', 'not-ready'] as const) {
      expect(price(FACTS, own(), readiness)).toMatchObject({ riskUsdPerMonth: 0 });
      expect(price(FACTS, own(), readiness).basis.at(-1)).toBe(move);
    }
  });

  test('what stays has no move, in the sum or in the basis', () => {
    const found = price(FACTS, own(), 'ready', true);
    expect(found.migrationUsdOneOff).toBe(0);
    expect(found.totalUsdPerMonth).toBeCloseTo(58, 9);
    expect(found.basis.join()).not.toContain('move:');
  });

  test('all disks are copied', () => {
    expect(totalDiskGiB({ diskGiB: [10, 20, 0.5] } as unknown as Demand)).toBe(30.5);
  });
});

describe('cost.priceFactor', () => {
  test('own hardware: the share and the platform, not the guest', () => {
    const rhel: WorkloadFacts = { ...FACTS, os: { family: 'linux', name: 'Red Hat Enterprise Linux 9' } };
    const found = price(rhel, own({ priceFactor: 1.5 }));
    expect(found.runUsdPerMonth).toBeCloseTo(75, 9);
    expect(found.licenceUsdPerMonth).toBeCloseTo(1.5 * 8 + 20, 9);
    expect(found.basis).toContain(
      'Linux subscription 20 USD per month (sites.yaml own.cost.linuxSubscriptionUsdPerVmMonth)',
    );
    expect(found.basis).toContain('hardware and platform × 1.5 (sites.yaml own.cost.priceFactor)');
    expect(price(rhel, own({ priceFactor: 0 }))).toMatchObject({ runUsdPerMonth: 0, licenceUsdPerMonth: 20 });
  });

  test('sold by size: compute and disks, not the rented Windows', () => {
    const found = price(WINDOWS, cloud({ priceFactor: 2 }));
    expect(found.runUsdPerMonth).toBeCloseTo(2 * (0.2 * 730 + 19.71), 9);
    expect(found.licenceUsdPerMonth).toBeCloseTo(4 * 0.046 * 730, 9);
    expect(found.sku).toBe('Standard_D4s_v5');
  });

  test('a factor of one, or none, is not spoken of; an unknown stays one', () => {
    for (const cost of [{}, { priceFactor: 1 }])
      expect(price(FACTS, own(cost)).basis.join()).not.toContain('priceFactor');
    const large = pricerOf().price(
      workloadWith({ ...FACTS, cpuCount: 99 }),
      cloud({ priceFactor: 2 }),
      false,
      'ready',
      0,
    );
    expect(large).toEqual({ unknown: expect.stringContaining('no size in westeurope for 99 vCPU') });
  });
});

describe('where a site is priced from', () => {
  test.each([
    { reason: 'elastic without figures of its own', site: cloud(), sold: true },
    { reason: 'a figure per core', site: cloud({ usdPerCoreMonth: 5 }), sold: false },
    { reason: 'a generation of hosts', site: cloud({ hostGeneration: 'gen-2022' }), sold: false },
    { reason: 'a fixed capacity', site: own(), sold: false },
  ])('$reason: sold by size $sold', ({ site, sold }) => {
    expect(soldBySize(site)).toBe(sold);
    expect(pricerOf().sold(site) === undefined).toBe(!sold);
  });

  test('a list, in the region of prices where that differs from the region', () => {
    const here = cloud({}, { region: 'dc-7', id: 'other' });
    expect(pricerOf().sold(here)).toEqual({ unknown: 'prices of region dc-7: no list has it' });
    const found = pricerOf().sold(cloud({ priceRegion: 'westeurope' }, { region: 'dc-7' }));
    expect(found).toMatchObject({ region: 'westeurope', list: { id: 'mine' } });
  });

  test('another commitment than that of the site is asked for by name, and does not stay', () => {
    const site = cloud();
    const pricer = pricerOf();
    const usd = (commitment?: 'reserved-1y') => {
      const sold = pricer.sold(site, commitment);
      if (sold === undefined || 'unknown' in sold) throw new Error('not sold');
      const parts = sold.parts(DEMAND, false);
      return 'offer' in parts ? parts.rate.usdPerHour : undefined;
    };
    expect([usd(), usd('reserved-1y'), usd()]).toEqual([0.2, 0.1, 0.2]);
  });
});

describe('what prices assume', () => {
  const example = 'Site cloud is priced from the built-in example list of 2026-05-20; import a current price list.';

  test.each([
    { reason: 'no list imported', lists: [], site: cloud(), says: [example] },
    { reason: 'a list imported', lists: [LIST], site: cloud(), says: [] },
    { reason: 'no list has the region', lists: [], site: cloud({}, { region: 'atlantis' }), says: [] },
    {
      reason: 'the region of prices counts',
      lists: [],
      site: cloud({ priceRegion: 'westeurope' }, { region: 'dc-7' }),
      says: [example],
    },
    { reason: 'no region at all', lists: [], site: cloud({}, { region: undefined }), says: [] },
    {
      reason: 'defaults of the product',
      lists: [],
      site: own({ usdPerDiskGiBMonth: undefined }),
      says: [
        'Site own is priced with unverified product defaults for usdPerDiskGiBMonth; set them in sites.yaml own.cost.',
      ],
    },
    { reason: 'every figure given', lists: [], site: own(), says: [] },
    { reason: 'no such generation', lists: [], site: own({ hostGeneration: 'gone' }), says: [] },
  ])('$reason', ({ lists, site, says }) => {
    expect(pricerOf(lists).assumptions(site)).toEqual(says);
  });
});
