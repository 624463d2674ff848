import { describe, expect, test } from 'vitest';
import { priceSideBySide } from './side-by-side.ts';
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
