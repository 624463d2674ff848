import { describe, expect, test } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { siteSchema } from '../policy/site.ts';
import type { Demand } from './demand.ts';
import { diskMarket } from './disk-market.ts';
import { createElasticSite } from './elastic.ts';
import type { ElasticParts, ElasticSite } from './elastic.ts';
import { guestPrice, windowsRate, windowsUsdPerHour } from './elastic-guest.ts';
import type { Offer } from './price-list.ts';
import { listOf } from './price-list.fixture.ts';
import type { Quote } from './quote.ts';
import { sizeLimits } from './size-fit.ts';

const SMALL: Offer = { size: 'Standard_D4s_v5', vcpu: 4, memoryGiB: 16, usdPerHour: 0.2, reserved1yUsdPerHour: 0.12 };
const LARGE: Offer = { size: 'Standard_D8s_v5', vcpu: 8, memoryGiB: 32, usdPerHour: 0.4, spotUsdPerHour: 0.05 };
const NEW: Offer = { size: 'Standard_D16s_v99', vcpu: 16, memoryGiB: 64, usdPerHour: 0.8 };
const PLAIN: Offer = { size: 'Standard_D4_v5', vcpu: 4, memoryGiB: 16, usdPerHour: 0.1, maxDataDisks: 8, maxNics: 2 };
const LIST = listOf([PLAIN, SMALL, LARGE, NEW]);
const DEMAND: Demand = {
  vcpu: 4,
  memoryGiB: 16,
  diskGiB: [32, 128],
  diskLayoutAssumed: false,
  nics: 1,
  gpus: 0,
  gpuCountUnknown: false,
  licence: 'none',
  bios: false,
  burstableFromPct: 0,
};
const P10 = '1 × P10 19.71 USD per month (catalog/azure-prices.yaml disks, 2026-05, secondary)';
const P4 = '1 × P4 5.28 USD per month (catalog/azure-prices.yaml disks, 2026-11-22, own: unverified)';
const AT = 'price list mine, region westeurope, 2026-11-01';

function placeAt(cost: Record<string, unknown> = {}, settings: Record<string, string> = {}, list = LIST): ElasticSite {
  const site = siteSchema.parse({ id: 'cloud', platform: 'azure', target: 'azure-vm', cost, settings });
  return createElasticSite(site, {
    list,
    region: 'westeurope',
    market: diskMarket(catalog),
    windows: windowsRate(catalog),
    limits: sizeLimits(catalog),
    licensing: catalog.licensing,
  });
}
function quoted(demand: Partial<Demand> = {}, place = placeAt(), staying = false): Quote {
  const found = place.quote({ ...DEMAND, ...demand }, staying);
  if (!('basis' in found)) throw new Error(JSON.stringify(found));
  return found;
}
function partsOf(demand: Partial<Demand>, place = placeAt(), staying = false): ElasticParts {
  const found = place.parts({ ...DEMAND, ...demand }, staying);
  if (!('offer' in found)) throw new Error(JSON.stringify(found));
  return found;
}

describe('the price of a machine that is bought by size', () => {
  test('compute and each disk, with the source and day of every figure', () => {
    const found = quoted();
    expect(found.runUsdPerMonth).toBeCloseTo(0.2 * 730 + 5.28 + 19.71, 9);
    expect(found).toMatchObject({ licenceUsdPerMonth: 0, sku: 'Standard_D4s_v5' });
    expect(found.basis()).toEqual([`Standard_D4s_v5 0.2 USD per hour × 730 h: ${AT}`, P4, P10]);
  });

  test('a discount takes off compute alone, whichever way it is bought', () => {
    const found = quoted({}, placeAt({ discountPct: 25, commitment: 'reserved-1y' }));
    expect(found.runUsdPerMonth).toBeCloseTo(0.12 * 730 * 0.75 + 24.99, 9);
    expect(found.basis()[0]).toBe(
      `Standard_D4s_v5 0.12 USD per hour, reserved-1y × 730 h less 25 % (sites.yaml cloud.cost.discountPct): ${AT}`,
    );
  });

  test('a commitment the list does not have is paid by the hour, and that is said', () => {
    const place = placeAt({ commitment: 'reserved-3y' });
    expect(partsOf({}, place)).toMatchObject({
      rate: { usdPerHour: 0.2, commitment: 'pay-as-you-go' },
      fallback: 'no reserved-3y price of Standard_D4s_v5 in price list mine',
      discountPct: 0,
      limitsKnown: true,
    });
    expect(quoted({}, place).basis().slice(0, 2)).toEqual([
      `Standard_D4s_v5 0.2 USD per hour × 730 h: ${AT}`,
      'no reserved-3y price of Standard_D4s_v5 in price list mine; pay-as-you-go counted',
    ]);
  });

  test('sizes are compared by what they cost here: a discount is off compute, not off the rented Windows', () => {
    // By list 0.5 + 4 × 0.046 against 0.3 + 8 × 0.046; with 80 % off 0.1 + 0.184 against 0.06 + 0.368.
    const offers = [
      { ...SMALL, usdPerHour: 0.5 },
      { ...LARGE, usdPerHour: 0.3 },
    ];
    const place = (cost: Record<string, unknown>) => placeAt(cost, {}, { ...LIST, regions: { westeurope: offers } });
    const size = (cost: Record<string, unknown>) => partsOf({ licence: 'windows-server' }, place(cost)).offer.size;
    expect(size({})).toBe('Standard_D8s_v5');
    expect(size({ discountPct: 80 })).toBe('Standard_D4s_v5');
    expect(size({ discountPct: 80, windowsServer: 'hybrid-benefit' })).toBe('Standard_D8s_v5');
  });

  test('spot makes a larger size the cheaper one, for whoever may be interrupted only', () => {
    const place = placeAt({ commitment: 'spot' });
    expect(partsOf({ interruptible: true }, place).offer.size).toBe('Standard_D8s_v5');
    expect(partsOf({ interruptible: false }, place).offer.size).toBe('Standard_D4s_v5');
    expect(partsOf({}, place).offer.size).toBe('Standard_D4s_v5');
    expect(partsOf({ interruptible: true }, place).offer.size).toBe('Standard_D8s_v5');
    expect(partsOf({ interruptible: true, licence: 'windows-server' }, place).offer.size).toBe('Standard_D4s_v5');
  });

  test('a size whose limits nobody states says so', () => {
    expect(quoted({ vcpu: 16 }).basis()).toContain(
      'disk and interface limits of Standard_D16s_v99 are not in catalog/azure-sizes.yaml',
    );
    expect(quoted().basis().join()).not.toContain('limits');
  });

  test('disks of one tier are counted together, in the order they come', () => {
    expect(
      quoted({ diskGiB: [100, 120, 128, 30] })
        .basis()
        .slice(1),
    ).toEqual([P10.replace('1 ×', '3 ×'), P4]);
  });

  test('a striped disk is as many disks, and the smallest is the system disk', () => {
    const demand = { diskGiB: [100, 200], diskPerformance: [{}, { iops: 30_000 }] };
    const found = partsOf(demand, placeAt({}, { diskType: 'standard-ssd' }));
    expect(found.disks[0]).toMatchObject({ tier: 'E10', count: 1 });
    expect(found.disks[1]?.remark).toMatch(/no single standard-ssd disk gives 200 GiB, 30000 IOPS/);
    const basis = quoted(demand, placeAt({}, { diskType: 'standard-ssd' })).basis();
    expect(basis.at(-1)).toMatch(/\): no single standard-ssd disk gives 200 GiB, 30000 IOPS$/);
  });

  test('the same size of disk with another load is another disk', () => {
    const demand = {
      diskGiB: [100, 100, 100, 100],
      diskPerformance: [{ iops: 2000 }, { iops: 2000 }, {}, { mibPerSecond: 140 }],
    };
    expect(partsOf(demand).disks.map(({ tier }) => tier)).toEqual(['P20', 'P20', 'P10', 'P20']);
    expect(partsOf({ diskGiB: [50_000, 50_000] }).disks.map(({ class: of, count }) => [of, count])).toEqual([
      ['premium-ssd', 2],
      ['premium-ssd-v2', 1],
    ]);
  });

  test('premium disks go to sizes that take them; standard ones to every size', () => {
    expect(partsOf({}).offer.size).toBe('Standard_D4s_v5');
    expect(partsOf({}, placeAt({}, { diskType: 'standard-hdd' })).offer.size).toBe('Standard_D4_v5');
    const nineDisks = Array.from({ length: 9 }, () => 30);
    expect(partsOf({ diskGiB: nineDisks }).offer.size).toBe('Standard_D4s_v5');
    expect(partsOf({ diskGiB: [...nineDisks, 30] }).offer.size).toBe('Standard_D8s_v5');
  });

  test('what was taken for granted is said', () => {
    const found = quoted({
      diskLayoutAssumed: true,
      gpuCountUnknown: true,
      performanceShared: true,
      licence: 'unknown',
    });
    expect(found.basis().slice(3)).toEqual([
      'disk load is known of the whole machine: shared out by capacity',
      'disk layout unknown: priced as one disk of the total size',
      'GPUs unknown: one is attached, none counted',
      'operating system unknown: no guest licence counted',
    ]);
  });

  test('the built-in list is called an example', () => {
    expect(quoted({}, placeAt({}, {}, { ...LIST, builtIn: true })).basis()[0]).toBe(
      `Standard_D4s_v5 0.2 USD per hour × 730 h: ${AT}, built-in example`,
    );
  });
});

describe('a machine that stays', () => {
  test('keeps its size, and what that lacks by its figures is said', () => {
    const found = quoted({ vcpu: 8, currentSize: 'Standard_D4s_v5' }, placeAt(), true);
    expect(found.sku).toBe('Standard_D4s_v5');
    expect(found.basis()[1]).toBe('Standard_D4s_v5 is what it runs on; by its figures it lacks vcpu');
    expect(partsOf({ currentSize: 'Standard_D16s_v99' }, placeAt(), true).limitsKnown).toBe(true);
  });

  test('gets a size when it moves, when it has none, or when the list does not have it', () => {
    const size = (demand: Partial<Demand>, staying: boolean) => partsOf(demand, placeAt(), staying).offer.size;
    expect(size({ currentSize: 'Standard_D8s_v5' }, true)).toBe('Standard_D8s_v5');
    expect(size({ currentSize: 'Standard_D8s_v5' }, false)).toBe('Standard_D4s_v5');
    expect(size({}, true)).toBe('Standard_D4s_v5');
    expect(size({ currentSize: 'Standard_Z1' }, true)).toBe('Standard_D4s_v5');
  });
});

describe('no price', () => {
  test('a region the list does not have, a disk class nobody sells, a need nothing holds', () => {
    const elsewhere = { ...LIST, regions: {} };
    expect(placeAt({}, {}, elsewhere).quote(DEMAND, false)).toEqual({
      unknown: 'prices of region westeurope in list mine',
    });
    expect(placeAt({}, { diskType: 'tape' }).quote(DEMAND, true)).toEqual({ unknown: 'prices of disk class tape' });
    const none = placeAt().quote({ ...DEMAND, vcpu: 99 }, false);
    expect('noSize' in none && none.noSize).toMatch(/^no size in westeurope for 99 vCPU, 16 GiB, 1 data disks/);
  });
});

describe('the guest licence', () => {
  const BOTH: Offer = { ...SMALL, windowsUsdPerHour: 0.35 };
  const licenceOf = (licence: Demand['licence'], cost: Record<string, unknown> = {}, offer = SMALL) =>
    guestPrice(
      { ...DEMAND, licence },
      siteSchema.parse({ id: 'cloud', platform: 'azure', target: 'azure-vm', cost }),
      offer,
      { licensing: catalog.licensing, windows: windowsRate(catalog), listId: 'mine' },
    );

  test('an hour of Windows: the difference the list states, never below nothing, or the rate per vCPU', () => {
    const rate = windowsRate(catalog);
    expect(rate).toEqual({ usdPerVcpuHour: 0.046, asOf: '2026-07-27', conf: 'derived' });
    expect(windowsUsdPerHour(SMALL, rate)).toBeCloseTo(0.184, 12);
    expect(windowsUsdPerHour(BOTH, rate)).toBeCloseTo(0.15, 12);
    expect(windowsUsdPerHour({ ...SMALL, windowsUsdPerHour: 0.1 }, rate)).toBe(0);
  });

  test('Windows Server rented, by vCPU or by what the list says of the size', () => {
    const byVcpu = licenceOf('windows-server');
    expect(byVcpu.usdPerMonth).toBeCloseTo(134.32, 9);
    expect(byVcpu).toMatchObject({
      kind: 'windows-rented',
      conf: 'derived',
      asks: [],
      basis: [
        'Windows Server pay-as-you-go 0.046 USD per vCPU and hour (catalog/azure-prices.yaml windowsServer, 2026-07-27, derived) × 4 vCPU × 730 h',
      ],
    });
    const listed = licenceOf('windows-server', { windowsServer: 'pay-as-you-go' }, BOTH);
    expect(listed.usdPerMonth).toBeCloseTo(109.5, 9);
    expect(listed).toMatchObject({
      kind: 'windows-rented',
      conf: 'list',
      basis: ['Windows Server pay-as-you-go: 0.35 less 0.2 USD per hour (price list mine) × 730 h'],
    });
  });

  test.each([
    { offer: SMALL, cores: 8 },
    { offer: NEW, cores: 16 },
  ])('brought along for $offer.vcpu vCPU: $cores core licences of your own, at least 8', ({ offer, cores }) => {
    expect(licenceOf('windows-server', { windowsServer: 'hybrid-benefit' }, offer)).toEqual({
      kind: 'windows-own',
      usdPerMonth: 0,
      conf: 'list',
      asks: [],
      basis: [
        `Windows Server hybrid-benefit: ${cores} own core licences with Software Assurance, charged at the Linux rate (licensing.yaml ahb-vm, sites.yaml cloud.cost.windowsServer)`,
      ],
    });
  });

  test('a Linux subscription: brought along, at a price of yours, or asked for', () => {
    expect(licenceOf('commercial-linux', { linuxSubscription: 'hybrid-benefit' })).toEqual({
      kind: 'linux-own',
      usdPerMonth: 0,
      conf: 'list',
      asks: [],
      basis: [
        'Linux subscription of your own is brought along (licensing.yaml rhel-cloud, sites.yaml cloud.cost.linuxSubscription)',
      ],
    });
    expect(licenceOf('commercial-linux', { linuxSubscriptionUsdPerVmMonth: 0 })).toMatchObject({
      kind: 'linux-rented',
      usdPerMonth: 0,
      conf: 'list',
      asks: [],
    });
    expect(licenceOf('commercial-linux', { linuxSubscription: 'pay-as-you-go' })).toMatchObject({
      kind: 'linux-rented',
      usdPerMonth: 0,
      asks: ['sites.yaml cloud.cost.linuxSubscriptionUsdPerVmMonth'],
      basis: [expect.stringContaining('Linux subscription not priced')],
    });
  });

  test.each([
    { licence: 'none', kind: 'none', says: [] },
    { licence: 'unknown', kind: 'not-priced', says: ['operating system unknown: no guest licence counted'] },
    {
      licence: 'windows-unknown',
      kind: 'not-priced',
      says: ['Windows, not known whether server or client: no guest licence counted'],
    },
    {
      licence: 'windows-client',
      kind: 'not-priced',
      says: ['Windows client rights are per user and not priced (licensing.yaml win-client-vm)'],
    },
  ] as const)('$licence: $kind', ({ licence, kind, says }) => {
    expect(licenceOf(licence)).toEqual({ kind, usdPerMonth: 0, conf: 'list', asks: [], basis: says });
  });

  test('each kind of guest has its own price at one size', () => {
    const place = placeAt();
    expect(quoted({ licence: 'windows-server' }, place).licenceUsdPerMonth).toBeCloseTo(134.32, 9);
    expect(quoted({ licence: 'none' }, place).licenceUsdPerMonth).toBe(0);
    expect(quoted({ licence: 'windows-server', vcpu: 8 }, place).licenceUsdPerMonth).toBeCloseTo(268.64, 9);
    expect(quoted({ licence: 'windows-server' }, place).licenceUsdPerMonth).toBeCloseTo(134.32, 9);
  });
});
