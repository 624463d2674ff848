import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { CostBreakdown } from '../placement/result.ts';
import { sitesFileSchema } from '../policy/site.ts';
import type { Site } from '../policy/site.ts';
import type { PriceList } from './price-list.ts';
import { createPricer, priceWorkload } from './pricing.ts';
import type { PriceRequest } from './pricing.ts';

const catalog = await loadCatalog();

function site(rest: Record<string, unknown>): Site {
  const file = sitesFileSchema.parse({ sites: [{ id: 'here', platform: 'kvm', target: 'kvm', ...rest }] });
  const [first] = file.sites;
  if (first === undefined) throw new Error('no site');
  return first;
}
const settings = sitesFileSchema.parse({ sites: [{ id: 'x', platform: 'kvm', target: 'kvm' }] }).placement;

const FACTS: WorkloadFacts = {
  cpuCount: 4,
  memoryMiB: 16_384,
  disks: [{ label: 'a', capacityMiB: 128 * 1024 }],
  nics: [{ label: 'n' }],
  os: { family: 'linux', name: 'Debian 12' },
};
const WINDOWS: WorkloadFacts = { ...FACTS, os: { family: 'windows', name: 'Windows Server 2022' } };
const AZURE = site({ platform: 'azure', target: 'azure-vm', region: 'westeurope' });
const OWNED = site({
  capacity: { cpuCores: 100, memoryGiB: 1000, diskGiB: 10_000, vcpuPerCore: 4, reservePct: 20 },
  cost: {
    usdPerCoreMonth: 8,
    usdPerMemoryGiBMonth: 0.5,
    usdPerDiskGiBMonth: 0.1,
    platformUsdPerCoreMonth: 4,
    windowsServer: 'included',
  },
});

function answer(
  facts: WorkloadFacts,
  place: Site,
  rest: Partial<PriceRequest> = {},
): CostBreakdown | { readonly unknown: string } {
  return priceWorkload({
    workload: workloadWith(facts),
    site: place,
    target: place.target,
    prices: [],
    catalog,
    settings,
    ...rest,
  });
}

function price(facts: WorkloadFacts, place: Site, rest: Partial<PriceRequest> = {}): CostBreakdown {
  const found = answer(facts, place, rest);
  if ('unknown' in found) throw new Error(found.unknown);
  return found;
}

describe('what nobody stated', () => {
  test.each([
    { reason: 'sold by size', place: AZURE },
    {
      reason: 'own hardware',
      place: site({ capacity: OWNED.capacity, cost: { ...OWNED.cost, windowsServer: 'standard' } }),
    },
  ])('plain Windows, $reason: no server licence is made up, and the basis says so', ({ place }) => {
    const found = price({ ...FACTS, os: { family: 'windows', name: 'Windows' } }, place);
    expect(found.licenceUsdPerMonth).toBe(price(FACTS, place).licenceUsdPerMonth);
    expect(found.basis).toContain('Windows, not known whether server or client: no guest licence counted');
  });

  test.each([
    { reason: 'sold by size', place: AZURE },
    { reason: 'own hardware', place: OWNED },
  ])('a GPU that was seen and not counted, $reason: the basis says so', ({ place }) => {
    const line = 'GPUs unknown: one is attached, none counted';
    const seen: WorkloadFacts = { ...FACTS, devices: [{ type: 'gpu' }], deviceTypesSeen: ['gpu'] };
    expect(price(seen, place).basis).toContain(line);
    expect(price(FACTS, place).basis).not.toContain(line);
    expect(price({ ...seen, gpus: [] }, place).basis).not.toContain(line);
  });
});

describe('priceWorkload at a site that sells by size', () => {
  test('size, disk tier and region: every figure with its list and date', () => {
    const found = price(FACTS, AZURE);
    expect(found.sku).toBe('Standard_D4as_v5');
    expect(found.runUsdPerMonth).toBeCloseTo(0.208 * 730 + 19.71, 6);
    expect(found.licenceUsdPerMonth).toBe(0);
    expect(found.basis.join('\n')).toMatch(/azure-example-2026-05-20, region westeurope, 2026-05-20, built-in example/);
    expect(found.basis.join('\n')).toMatch(/1 × P10 19\.71/);
  });

  test('Windows Server: 0.046 USD per vCPU and hour, or own core licences at the Linux rate', () => {
    expect(price(WINDOWS, AZURE).licenceUsdPerMonth).toBeCloseTo(0.046 * 4 * 730, 6);
    const benefit = price(WINDOWS, { ...AZURE, cost: { windowsServer: 'hybrid-benefit' } });
    expect(benefit.licenceUsdPerMonth).toBe(0);
    expect(benefit.basis.join('\n')).toMatch(/8 own core licences with Software Assurance, .*ahb-vm/);
  });

  test('Standard disks, a discount and a Linux subscription come from sites.yaml and say so', () => {
    const rhel: WorkloadFacts = { ...FACTS, os: { family: 'linux', name: 'Red Hat Enterprise Linux 9' } };
    const place = {
      ...AZURE,
      settings: { diskType: 'standard-ssd' },
      cost: { discountPct: 40, linuxSubscriptionUsdPerVmMonth: 30 },
    };
    const found = price(rhel, place);
    expect(found.runUsdPerMonth).toBeCloseTo(0.208 * 730 * 0.6 + 9.6, 6);
    expect(found.licenceUsdPerMonth).toBe(30);
    expect(price(rhel, AZURE).basis.join('\n')).toMatch(
      /Linux subscription not priced.*linuxSubscriptionUsdPerVmMonth/,
    );
  });

  test('a disk above the largest tier is split', () => {
    const found = price({ ...FACTS, disks: [{ label: 'a', capacityMiB: 40_000 * 1024 }] }, AZURE);
    expect(found.basis.join('\n')).toMatch(/2 × P80/);
  });

  test('a workload that stays is priced at the size it has', () => {
    const found = price({ ...FACTS, size: 'Standard_E8s_v5' }, AZURE, { target: 'stay' });
    expect(found).toMatchObject({ sku: 'Standard_E8s_v5', migrationUsdOneOff: 0 });
  });

  test.each([
    { reason: 'no region', place: site({}), facts: FACTS, unknown: /region of site here/ },
    {
      reason: 'a region no list has',
      place: site({ region: 'atlantis' }),
      facts: FACTS,
      unknown: /prices of region atlantis/,
    },
    {
      reason: 'a list that is not imported',
      place: site({ region: 'westeurope', cost: { priceList: 'mine' } }),
      facts: FACTS,
      unknown: /price list mine/,
    },
    {
      reason: 'an unknown disk class',
      place: { ...AZURE, settings: { diskType: 'tape' } },
      facts: FACTS,
      unknown: /disk class tape/,
    },
    {
      reason: 'nothing large enough',
      place: AZURE,
      facts: { ...FACTS, cpuCount: 2000 },
      unknown: /no size in westeurope for 2000 vCPU/,
    },
    { reason: 'a missing fact', place: AZURE, facts: { ...FACTS, cpuCount: undefined }, unknown: /cpuCount/ },
  ])('$reason is said, not guessed', ({ place, facts, unknown }) => {
    const found = answer(facts, place);
    expect('unknown' in found ? found.unknown : 'priced').toMatch(unknown);
  });

  test('an imported list comes before the built-in one; the newest first; a named one before both', () => {
    const list = (id: string, asOf: string, usdPerHour: number): PriceList => ({
      id,
      name: id,
      currency: 'USD',
      asOf,
      source: 'test',
      digest: 'sha256:0',
      builtIn: false,
      regions: { westeurope: [{ size: 'Standard_D4s_v5', vcpu: 4, memoryGiB: 16, usdPerHour }] },
    });
    const prices = [list('old', '2026-01-01', 1), list('new', '2026-06-01', 2)];
    const run = (place: Site): number => price({ ...FACTS, disks: [] }, place, { prices }).runUsdPerMonth;
    expect(run(AZURE)).toBeCloseTo(2 * 730, 6);
    expect(run({ ...AZURE, cost: { priceList: 'old' } })).toBeCloseTo(730, 6);
  });
});

describe('priceWorkload at a site with its own hardware', () => {
  test('the share of cores, memory and disk, with the reserve paid by those who use the rest', () => {
    const found = price(FACTS, OWNED);
    const cores = 4 / 4 / 0.8;
    expect(found.runUsdPerMonth).toBeCloseTo(cores * 8 + (16 / 0.8) * 0.5 + (128 / 0.8) * 0.1, 6);
    expect(found.licenceUsdPerMonth).toBeCloseTo(cores * 4, 6);
    expect(found.basis.join('\n')).toMatch(/usdPerCoreMonth 8 \(sites\.yaml/);
  });

  test('figures nobody gave are product defaults: shown as unverified, and listed as assumptions', () => {
    const place = site({ platform: 'vsphere', capacity: OWNED.capacity });
    expect(price(FACTS, place).basis.join('\n')).toMatch(/gen-2022.*own: unverified/);
    const [assumption] = createPricer(catalog, [], settings).assumptions(place);
    expect(assumption).toMatch(/unverified product defaults for usdPerCoreMonth.*platformUsdPerCoreMonth/);
    expect(createPricer(catalog, [], settings).assumptions(OWNED)).toEqual([]);
  });

  test.each([
    {
      reason: 'a platform without a record',
      rest: { platform: 'nutanix' },
      unknown: /platform subscription of nutanix: set/,
    },
    {
      reason: 'a generation without a record',
      rest: { cost: { hostGeneration: 'gen-1999' } },
      unknown: /host generation gen-1999/,
    },
  ])('$reason is unknown', ({ rest, unknown }) => {
    const found = answer(FACTS, site({ capacity: OWNED.capacity, ...rest }));
    expect('unknown' in found ? found.unknown : 'priced').toMatch(unknown);
  });

  test('Windows Server: few large machines by Standard, many small ones by Datacenter', () => {
    const place = site({ capacity: OWNED.capacity });
    const basis = (cpuCount: number): string => price({ ...WINDOWS, cpuCount }, place).basis.join('\n');
    expect(basis(2)).toMatch(/Windows Server datacenter/);
    expect(basis(64)).toMatch(/Windows Server standard/);
    expect(price(WINDOWS, { ...place, cost: { windowsServer: 'included' } }).licenceUsdPerMonth).toBe(0);
  });
});

describe('one-off and risk', () => {
  test('hours × rate over the horizon, with what the hours are for', () => {
    const found = price({ ...FACTS, roles: ['sql-server', 'failover-cluster'] }, OWNED, { conditions: 2 });
    const hours = 3 + 1.28 * 0.25 + 2 * 1.5 + 16;
    expect(found.migrationUsdOneOff).toBeCloseTo(hours * 85, 6);
    expect(found.totalUsdPerMonth).toBeCloseTo(found.runUsdPerMonth + found.licenceUsdPerMonth + (hours * 85) / 36, 6);
    expect(found.basis.join('\n')).toMatch(/16 h as failover-cluster/);
  });

  test.each([
    { readiness: 'ready', share: 0 },
    { readiness: 'conditional', share: 0.05 },
    { readiness: 'unknown', share: 0.1 },
  ] as const)('readiness $readiness adds $share of the run cost', ({ readiness, share }) => {
    const found = price(FACTS, OWNED, { readiness });
    expect(found.riskUsdPerMonth).toBeCloseTo(found.runUsdPerMonth * share, 9);
  });
});
