import { describe, expect, test } from 'vitest';
import { priceSideBySide } from './side-by-side.ts';
import { elasticRanges, ownedRanges, sumOfRanges } from './price-ranges.ts';
import type { Quote } from './quote.ts';
import { addRanges } from './range.ts';
import { entryAt } from './tco/case.ts';
import { caseOf, DEBIAN, STAY, WINDOWS_2016 } from './tco/tco.fixture.ts';
import { priceParts } from './tco/workload.ts';

const CLOUD = { id: 'cloud', platform: 'azure', target: 'azure-vm', region: 'westeurope' };

describe('one price, one range', () => {
  test.each([
    ['Debian', DEBIAN],
    ['Windows Server', WINDOWS_2016],
  ])('%s: prices side by side and the parts of a total cost say the same at every site', (_, facts) => {
    const of = caseOf([facts], [STAY], { sites: [CLOUD] });
    const [entry] = of.workloads;
    if (entry === undefined) throw new Error('no workload');
    let compared = 0;
    for (const site of of.sites.sites) {
      const parts = priceParts(entry, site, of, 'ready', 0);
      if ('obstacle' in parts) continue;
      const month = new Set(['run', 'platform', 'guest-licence']);
      const whole = addRanges(parts.flatMap(({ part, usd }) => (usd !== null && month.has(part) ? [usd] : [])));
      expect(entryAt(entry, site.id).demand).not.toBeNull();
      const { prices } = priceSideBySide({
        workload: entry.workload,
        sites: [site],
        currentSiteId: entry.siteId ?? undefined,
        pricer: of.pricer,
        spread: of.settings.uncertaintyPct,
        today: of.asOf,
      });
      const found = prices.find(({ commitment }) => commitment === 'pay-as-you-go' || commitment === 'own-hardware');
      for (const end of ['low', 'likely', 'high'] as const)
        expect(found?.usdPerMonth?.[end]).toBeCloseTo(whole[end], 8);
      compared += 1;
    }
    expect(compared).toBe(3);
  });

  test('a Windows licence is second-hand even where every figure of the site is given', () => {
    const of = caseOf([WINDOWS_2016], [STAY]);
    const ranges = of.workloads.flatMap((entry) =>
      of.sites.sites.flatMap((site) => {
        const parts = priceParts(entry, site, of, 'ready', 0);
        return 'obstacle' in parts ? [] : parts.filter(({ part }) => part === 'guest-licence').map(({ usd }) => usd);
      }),
    );
    const licence = ranges.find((usd) => usd !== null && usd.likely > 0);
    expect(licence?.high).toBeCloseTo((licence?.likely ?? 0) * 1.1, 8);
  });
});

describe('what is bought and what is owned', () => {
  const spread = { verified: 0, partly: 5, secondary: 10, derived: 15, own: 25, given: 2, migrationHours: 30 };
  const of = caseOf([DEBIAN], [STAY], { sites: [{ ...CLOUD, cost: { priceFactor: 2 } }] });
  const cloud = of.sites.sites.find(({ id }) => id === 'cloud');
  const ends = (low: number, likely: number, high: number) => ({
    low: expect.closeTo(low, 9),
    likely: expect.closeTo(likely, 9),
    high: expect.closeTo(high, 9),
  });

  test('compute less its discount, disks as sure as their figure, all of it at the factor of the site', () => {
    if (cloud === undefined) throw new Error('no site');
    const parts = {
      rate: { usdPerHour: 1 },
      discountPct: 20,
      disks: [{ count: 2, usdPerMonth: 50, conf: 'secondary' }],
      guest: { usdPerMonth: 30, conf: 'list' },
    } as unknown as Parameters<typeof elasticRanges>[0];
    const sold = { list: { asOf: of.asOf, builtIn: false } } as Parameters<typeof elasticRanges>[1];
    // 730 hours less a fifth are 584; two disks are 100.
    const found = elasticRanges(parts, sold, cloud, spread, of.asOf);
    expect(found.run).toEqual(ends(2 * (584 * 0.98 + 90), 2 * 684, 2 * (584 * 1.02 + 110)));
    expect(found.platform).toEqual(ends(0, 0, 0));
    expect(found.guest).toEqual(ends(29.4, 30, 30.6));
    expect(sumOfRanges(found).likely).toBeCloseTo(1368 + 30, 9);
  });

  test('hosts at product defaults are unverified, and a licence is as sure as who gives it', () => {
    const quote = { runUsdPerMonth: 100, platformUsdPerMonth: 20, licenceUsdPerMonth: 60 } as unknown as Quote;
    expect(ownedRanges(quote, 'windows-server', true, spread)).toEqual({
      run: ends(75, 100, 125),
      platform: ends(15, 20, 25),
      guest: ends(36, 40, 44),
    });
    expect(ownedRanges(quote, 'none', false, spread)).toEqual({
      run: ends(98, 100, 102),
      platform: ends(19.6, 20, 20.4),
      guest: ends(39.2, 40, 40.8),
    });
  });
});
