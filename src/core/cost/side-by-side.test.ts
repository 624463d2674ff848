import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { sitesFileSchema } from '../policy/site.ts';
import { fallbackReason, rateOf, yearsBound } from './commitment.ts';
import { elasticCostLines } from './elastic-lines.ts';
import { egressUsd } from './egress.ts';
import { diffPriceLists } from './price-diff.ts';
import type { Offer, PriceList } from './price-list.ts';
import { listOf } from './price-list.fixture.ts';
import { createPricer } from './pricing.ts';
import { tcoSettings } from './settings.ts';
import { priceSideBySide } from './side-by-side.ts';
import type { SideBySide } from './side-by-side.ts';

const catalog = await loadCatalog();
const OFFER: Offer = {
  size: 'Standard_D4s_v5',
  vcpu: 4,
  memoryGiB: 16,
  usdPerHour: 0.2,
  spotUsdPerHour: 0.04,
  reserved1yUsdPerHour: 0.12,
  reserved3yUsdPerHour: 0.08,
  savingsPlan1yUsdPerHour: 0.15,
};
const LIST = listOf([OFFER, { ...OFFER, size: 'Standard_D4as_v5', usdPerHour: 0.19, reserved3yUsdPerHour: 0.09 }]);
const FACTS: WorkloadFacts = {
  cpuCount: 4,
  memoryMiB: 16_384,
  disks: [{ label: 'a', capacityMiB: 128 * 1024 }],
  os: { family: 'linux', name: 'Debian 12' },
  powerState: 'on',
};
const file = sitesFileSchema.parse({
  sites: [
    { id: 'cloud', platform: 'azure', target: 'azure-vm', region: 'westeurope' },
    {
      id: 'own',
      platform: 'kvm',
      target: 'kvm',
      capacity: { cpuCores: 100, memoryGiB: 1000, diskGiB: 10_000 },
      cost: {
        usdPerCoreMonth: 8,
        usdPerMemoryGiBMonth: 0.5,
        usdPerDiskGiBMonth: 0.1,
        platformUsdPerCoreMonth: 0,
        windowsServer: 'included',
      },
    },
  ],
});
const spread = tcoSettings(file).uncertaintyPct;

function priced(facts: WorkloadFacts, lists: readonly PriceList[] = [LIST], today = '2026-11-23'): SideBySide {
  const pricer = createPricer(catalog, lists, file.placement);
  return priceSideBySide({
    workload: workloadWith(facts),
    sites: file.sites,
    currentSiteId: 'own',
    pricer,
    spread,
    today,
  });
}
const likely = ({ prices }: SideBySide, commitment: string): number | undefined =>
  prices.find((price) => price.siteId === 'cloud' && price.commitment === commitment)?.usdPerMonth?.likely;

describe('commitments', () => {
  test.each([
    { wanted: 'pay-as-you-go', interruptible: undefined, usd: 0.2, is: 'pay-as-you-go', why: undefined },
    { wanted: 'reserved-1y', interruptible: undefined, usd: 0.12, is: 'reserved-1y', why: undefined },
    {
      wanted: 'savings-plan-3y',
      interruptible: undefined,
      usd: 0.2,
      is: 'pay-as-you-go',
      why: /no savings-plan-3y price of Standard_D4s_v5 in price list mine/,
    },
    { wanted: 'spot', interruptible: true, usd: 0.04, is: 'spot', why: undefined },
    { wanted: 'spot', interruptible: false, usd: 0.2, is: 'pay-as-you-go', why: /may be interrupted/ },
    { wanted: 'spot', interruptible: undefined, usd: 0.2, is: 'pay-as-you-go', why: /may be interrupted/ },
  ] as const)('$wanted, interruptible $interruptible → $is', ({ wanted, interruptible, usd, is, why }) => {
    const rate = rateOf(OFFER, wanted, interruptible);
    expect(rate).toMatchObject({ usdPerHour: usd, commitment: is });
    const said = fallbackReason(rate, wanted, OFFER.size, LIST.id);
    if (why === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(why);
  });

  test('how long each binds', () => {
    expect(['pay-as-you-go', 'spot', 'reserved-1y', 'savings-plan-3y'].map((one) => yearsBound(one as 'spot'))).toEqual(
      [0, 0, 1, 3],
    );
  });
});

describe('one workload at every site', () => {
  test('each commitment at the size that is cheapest with it', () => {
    const found = priced(FACTS);
    const disk = 19.71;
    expect(likely(found, 'pay-as-you-go')).toBeCloseTo(0.19 * 730 + disk, 9);
    expect(likely(found, 'reserved-1y')).toBeCloseTo(0.12 * 730 + disk, 9);
    expect(likely(found, 'reserved-3y')).toBeCloseTo(0.08 * 730 + disk, 9);
    expect(found.prices.find(({ commitment }) => commitment === 'reserved-3y')).toMatchObject({
      sku: 'Standard_D4s_v5',
      paysFromHours: 0.4 * 730,
    });
    expect(found.prices.find(({ commitment }) => commitment === 'savings-plan-3y')).toMatchObject({
      usdPerMonth: null,
      why: expect.stringContaining('no savings-plan-3y price'),
    });
    expect(found.prices.find(({ siteId }) => siteId === 'own')).toMatchObject({
      commitment: 'own-hardware',
      staying: true,
    });
  });

  test('the ends are off by who vouches: an imported price as given, disks second-hand, an old list partly', () => {
    const at = (today: string) => priced(FACTS, [LIST], today).prices[0]?.usdPerMonth;
    const off = 19.71 * 0.1;
    expect(at('2026-11-23')?.low).toBeCloseTo(0.19 * 730 + 19.71 - off, 9);
    expect(at('2027-03-01')?.high).toBeCloseTo(0.19 * 730 * 1.05 + 19.71 + off, 9);
  });

  test.each([
    {
      reason: 'it runs',
      facts: FACTS,
      commitment: 'reserved-3y',
      because: /it runs; cheaper than by the hour from 292 of 730/,
    },
    { reason: 'it is off', facts: { ...FACTS, powerState: 'off' }, commitment: 'pay-as-you-go', because: /it is off/ },
    {
      reason: 'nobody knows',
      facts: { ...FACTS, powerState: undefined },
      commitment: 'pay-as-you-go',
      because: /not known whether it runs/,
    },
    {
      reason: 'it may be interrupted',
      facts: { ...FACTS, interruptible: true },
      commitment: 'spot',
      because: /may be interrupted/,
    },
  ] as const)('$reason → $commitment', ({ facts, commitment, because }) => {
    const [suggestion] = priced(facts).suggestions;
    expect(suggestion).toMatchObject({ siteId: 'cloud', commitment });
    expect(suggestion?.because).toMatch(because);
  });

  test('no size, or a missing fact: one answer with the reason, no suggestion', () => {
    const large = priced({ ...FACTS, cpuCount: 400 });
    expect(large.prices.filter(({ siteId }) => siteId === 'cloud')).toEqual([
      expect.objectContaining({
        usdPerMonth: null,
        why: expect.stringContaining('none offers 400 vCPU (at most 4 vCPU)'),
      }),
    ]);
    expect(large.suggestions).toEqual([]);
    const unsized = priced({ ...FACTS, cpuCount: undefined }).prices.map(({ why }) => why);
    expect(new Set(unsized)).toEqual(
      new Set(['CPU count unknown: sync its platform, or import a list that states CPUs']),
    );
  });

  test('own hardware names the quantities that are paid for', () => {
    const own = priced(FACTS).prices.find(({ commitment }) => commitment === 'own-hardware');
    expect(own?.basis).toContainEqual(
      expect.stringMatching(/^its share: [\d.]+ cores \(4 vCPU\), [\d.]+ GiB memory \(16 GiB\), .*\(128 GiB\)$/),
    );
  });

  test('a rented Windows counts when sizes are compared', () => {
    const cheapLarge = { ...OFFER, size: 'Standard_D8s_v5', vcpu: 8, memoryGiB: 16, usdPerHour: 0.18 };
    const list = { ...LIST, regions: { westeurope: [cheapLarge, OFFER] } };
    expect(priced(FACTS, [list]).prices[0]?.sku).toBe('Standard_D8s_v5');
    expect(priced({ ...FACTS, os: { family: 'windows', name: 'Windows Server 2022' } }, [list]).prices[0]?.sku).toBe(
      'Standard_D4s_v5',
    );
  });
});

describe('lines of a site', () => {
  function lines(cost: Record<string, unknown>, workloads: readonly WorkloadFacts[], lists = [LIST]) {
    const [site] = sitesFileSchema.parse({
      sites: [{ id: 'cloud', platform: 'azure', target: 'azure-vm', region: 'westeurope', cost }],
    }).sites;
    if (site === undefined) throw new Error('no site');
    const pricer = createPricer(catalog, lists, file.placement);
    const found = elasticCostLines({
      site,
      pricer,
      catalog,
      spread,
      today: '2026-11-23',
      workloads: workloads.map((facts, at) => ({
        workload: { ...workloadWith(facts), id: `wl-${at}` },
        staying: false,
      })),
    });
    if (found === undefined) throw new Error('not sold by size');
    return found;
  }

  test('the lines are what the quotes are, and inputs multiply to the figure', () => {
    const workloads = [
      FACTS,
      { ...FACTS, cpuCount: 2 },
      { ...FACTS, os: { family: 'windows', name: 'Windows Server 2022' } as const },
    ];
    const cost = { discountPct: 20, priceFactor: 1.5, commitment: 'reserved-1y' };
    const found = lines(cost, workloads);
    const [site] = sitesFileSchema.parse({
      sites: [{ id: 'cloud', platform: 'azure', target: 'azure-vm', region: 'westeurope', cost }],
    }).sites;
    if (site === undefined) throw new Error('no site');
    const pricer = createPricer(catalog, [LIST], file.placement);
    const quoted = workloads.reduce((sum, facts) => {
      const price = pricer.price(workloadWith(facts), site, false, 'ready', 0);
      return sum + ('unknown' in price ? Number.NaN : price.runUsdPerMonth + price.licenceUsdPerMonth);
    }, 0);
    expect(found.lines.reduce((sum, line) => sum + (line.usd?.likely ?? 0), 0)).toBeCloseTo(quoted, 6);
    for (const { inputs, usd, group } of found.lines) {
      if (usd === null || group === 'network') continue;
      const product = inputs.reduce(
        (value, { name, value: by }) => value * (name === 'discountPct' ? 1 - by / 100 : by),
        1,
      );
      expect(product).toBeCloseTo(usd.likely, 9);
    }
    expect(new Set(found.lines.map(({ id }) => id)).size).toBe(found.lines.length);
  });

  test('machines that are off are not in the low end while they are paid by the hour', () => {
    const two = [FACTS, { ...FACTS, powerState: 'off' as const }];
    const compute = (cost: Record<string, unknown>) => lines(cost, two).lines[0]?.usd;
    expect(compute({})).toEqual({ low: 0.19 * 730, likely: 2 * 0.19 * 730, high: 2 * 0.19 * 730 });
    expect(compute({ commitment: 'reserved-1y' })?.low).toBeCloseTo(2 * 0.12 * 730, 9);
  });

  test('what has no price is in no line, and said; what nobody gave is asked for', () => {
    const found = lines({}, [
      { ...FACTS, cpuCount: 999 },
      { ...FACTS, os: { family: 'linux', name: 'Red Hat Enterprise Linux 9' } },
    ]);
    expect(found.unpriced).toEqual([expect.objectContaining({ id: 'wl-0', why: expect.stringContaining('999 vCPU') })]);
    expect(found.lines.filter(({ usd }) => usd === null).map(({ id, asks }) => [id, asks])).toEqual([
      ['cloud.linux', ['sites.yaml cloud.cost.linuxSubscriptionUsdPerVmMonth']],
      ['cloud.egress', ['sites.yaml cloud.cost.egressGiBPerMonth']],
      ['cloud.public-ip', ['sites.yaml cloud.cost.publicIpAddresses']],
    ]);
  });

  test('egress by tiers: each part at its own price', () => {
    const tiers = [
      { fromGiB: 0, usdPerGiB: 0 },
      { fromGiB: 100, usdPerGiB: 0.1 },
      { fromGiB: 1000, usdPerGiB: 0.05 },
    ];
    expect([0, 100, 150, 1000, 2000].map((giB) => egressUsd(giB, tiers))).toEqual([0, 0, 5, 90, 140]);
  });

  test('egress of a region that stands in no zone is asked for, not made up', () => {
    const nowhere = { ...LIST, regions: { atlantis: LIST.regions['westeurope'] ?? [] } };
    const [site] = sitesFileSchema.parse({
      sites: [
        {
          id: 'sea',
          platform: 'azure',
          target: 'azure-vm',
          region: 'atlantis',
          cost: { egressGiBPerMonth: 5, egressTo: 'other-region' },
        },
      ],
    }).sites;
    if (site === undefined) throw new Error('no site');
    const pricer = createPricer(catalog, [nowhere], file.placement);
    const line = elasticCostLines({ site, pricer, catalog, spread, workloads: [] })?.lines.find(
      ({ id }) => id === 'sea.egress',
    );
    expect(line).toMatchObject({ usd: null, asks: ['a price list with egress of region atlantis'] });
  });
});

describe('two lists', () => {
  test('what came, went and changed, the largest change first', () => {
    const { spotUsdPerHour: _, ...WITHOUT_SPOT } = OFFER;
    const after: PriceList = {
      ...LIST,
      regions: {
        westeurope: [
          { ...WITHOUT_SPOT, usdPerHour: 0.3 },
          { ...OFFER, size: 'New' },
        ],
      },
    };
    const diff = diffPriceLists(LIST, after);
    expect(diff.added).toEqual([{ region: 'westeurope', size: 'New' }]);
    expect(diff.removed).toEqual([{ region: 'westeurope', size: 'Standard_D4as_v5' }]);
    expect(diff.changed.map(({ field, before, after: now }) => [field, before, now])).toEqual([
      ['usdPerHour', 0.2, 0.3],
      ['spotUsdPerHour', 0.04, null],
    ]);
    expect(diff.medianPct).toBeCloseTo(50, 9);
    expect(diffPriceLists(LIST, LIST)).toEqual({ added: [], removed: [], changed: [], same: 2, medianPct: 0 });
  });
});
