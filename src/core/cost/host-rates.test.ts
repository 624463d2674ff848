import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import type { HostGeneration } from '../catalog/host-costs.ts';
import { siteSchema } from '../policy/site.ts';
import { hostRates, hostUsdPerMonth } from './host-rates.ts';

const { 'host-costs': costs } = await loadCatalog();
const GENERATION: HostGeneration = {
  id: 'g',
  name: 'g',
  sockets: [10, 10],
  memoryGiB: 500,
  capexUsd: 12_000,
  lifeYears: 5,
  powerWatts: 1000,
  rackUnits: 2,
  staffHoursPerMonth: 1,
  supportUsdPerYear: 1200,
  source: 'test',
  asOf: '2026-11-22',
  conf: 'own',
};
const SETTINGS = {
  ...costs.settings,
  pue: 1.5,
  usdPerKwh: 0.2,
  averageLoad: 0.5,
  usdPerRackUnitMonth: 10,
  usdPerStaffHour: 60,
};
const SITE = siteSchema.parse({ id: 'here', platform: 'kvm', target: 'kvm', cost: { hostGeneration: 'g' } });

describe('hostUsdPerMonth', () => {
  test('capex, support, power with cooling, space and staff', () => {
    const power = 0.5 * 730 * 1.5 * 0.2;
    expect(hostUsdPerMonth(GENERATION, SETTINGS)).toBeCloseTo(200 + 100 + power + 20 + 60, 9);
  });

  test('paid-off hardware still costs what keeps it running', () => {
    expect(hostUsdPerMonth({ ...GENERATION, capexUsd: 0 }, SETTINGS)).toBeCloseTo(
      hostUsdPerMonth(GENERATION, SETTINGS) - 200,
      9,
    );
  });
});

describe('hostRates', () => {
  const catalogue = { ...costs, settings: SETTINGS, generations: [GENERATION] };

  test('cores and memory together carry the whole host', () => {
    const rates = hostRates(SITE, catalogue);
    if ('unknown' in rates) throw new Error(rates.unknown);
    const carried = rates.usdPerCoreMonth * 20 + rates.usdPerMemoryGiBMonth * 500;
    expect(carried).toBeCloseTo(hostUsdPerMonth(GENERATION, SETTINGS), 9);
    expect(rates.assumed).toEqual([
      'usdPerCoreMonth',
      'usdPerMemoryGiBMonth',
      'usdPerDiskGiBMonth',
      'platformUsdPerCoreMonth',
    ]);
  });

  test("the user's figures win, with their source and date", () => {
    const cost = {
      ...SITE.cost,
      usdPerCoreMonth: 3,
      platformUsdPerCoreMonth: 0,
      source: 'controlling',
      asOf: '2026-10-01',
    };
    const rates = hostRates({ ...SITE, cost }, catalogue);
    if ('unknown' in rates) throw new Error(rates.unknown);
    expect(rates).toMatchObject({
      usdPerCoreMonth: 3,
      platformUsdPerCoreMonth: 0,
      assumed: ['usdPerMemoryGiBMonth', 'usdPerDiskGiBMonth'],
    });
    expect(rates.basis[0]).toBe('usdPerCoreMonth 3 (sites.yaml, controlling, here.cost, 2026-10-01)');
  });

  test('each figure says what it is from, to four places, and whether somebody vouches for it', () => {
    const rates = hostRates(SITE, catalogue);
    if ('unknown' in rates) throw new Error(rates.unknown);
    // 489.5 USD a month for the host: 60 % over 20 cores, 40 % over 500 GiB.
    expect(rates.usdPerCoreMonth).toBeCloseTo(14.685, 9);
    expect(rates.usdPerMemoryGiBMonth).toBeCloseTo(0.3916, 9);
    const { storage } = costs;
    const kvm = costs.platforms.find(({ platform }) => platform === 'kvm');
    expect(rates.basis).toEqual([
      'usdPerCoreMonth 14.685 (catalog/host-costs.yaml g, 2026-11-22, own: unverified)',
      'usdPerMemoryGiBMonth 0.3916 (catalog/host-costs.yaml g, 2026-11-22, own: unverified)',
      `usdPerDiskGiBMonth ${storage.usdPerGiBMonth} (catalog/host-costs.yaml storage, ${storage.asOf}, ${storage.conf}: unverified)`,
      `platformUsdPerCoreMonth ${kvm?.usdPerCoreMonth} (catalog/host-costs.yaml platforms kvm, ${kvm?.asOf}, assumption: unverified; set sites.yaml here.cost.platformUsdPerCoreMonth)`,
    ]);
    expect(rates.sockets).toEqual([10, 10]);
    const given = hostRates({ ...SITE, cost: { usdPerDiskGiBMonth: 0, hostGeneration: 'g' } }, catalogue);
    expect('basis' in given && given.basis[2]).toBe('usdPerDiskGiBMonth 0 (sites.yaml here.cost)');
  });

  test('a GPU costs its price over its life, and its power with cooling', () => {
    const gpu = { ...costs.gpu, capexUsd: 36_000, lifeYears: 3, powerWatts: 500 };
    const of = (cost: Record<string, unknown>) => {
      const rates = hostRates({ ...SITE, cost: { ...SITE.cost, ...cost } }, { ...catalogue, gpu });
      return 'unknown' in rates ? rates : [rates.usdPerGpuMonth, rates.gpuBasis];
    };
    // 36,000 over 36 months, and 0.5 kW × 730 h × 1.5 × 0.2 USD.
    expect(of({})).toEqual([
      expect.closeTo(1109.5, 9),
      `usdPerGpuMonth 1109.5 (catalog/host-costs.yaml gpu, ${gpu.asOf}, ${gpu.conf}: unverified)`,
    ]);
    expect(of({ usdPerGpuMonth: 750 })).toEqual([750, 'usdPerGpuMonth 750 (sites.yaml here.cost)']);
  });

  test('every shipped generation and platform gives finite rates', () => {
    for (const { id } of costs.generations) {
      for (const { platform } of costs.platforms) {
        const rates = hostRates({ ...SITE, platform, cost: { hostGeneration: id } }, costs);
        if ('unknown' in rates) throw new Error(rates.unknown);
        for (const value of [
          rates.usdPerCoreMonth,
          rates.usdPerMemoryGiBMonth,
          rates.usdPerDiskGiBMonth,
          rates.usdPerGpuMonth,
        ]) {
          expect(value).toBeGreaterThan(0);
          expect(value).toBeLessThan(Infinity);
        }
      }
    }
  });
});
