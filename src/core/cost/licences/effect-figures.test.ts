import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { licencesSchema, tcoSchema } from '../settings.ts';
import { licenceEffects } from './effect.ts';
import type { LicenceEffect, SiteNeed } from './effect.ts';
import { need } from './need.ts';
import type { LicenceAsk } from './need.ts';
import { askPrice, isPricedByUnit, unitPrice } from './price.ts';
import type { PriceSources } from './price.ts';
import type { LicenceBook } from './place.ts';
import type { LicenceProductId } from './products.ts';
import { licenceTerms } from './terms.ts';

const book = (settings: Record<string, unknown> = {}): LicenceBook => ({
  terms: licenceTerms(catalog.licensing),
  settings: licencesSchema.parse(settings),
  datacenterPerStandard: 5.76,
  vdcPerServer: 3.2,
  benefitEdition: 'datacenter',
  asOf: '2026-11-22',
});
const at = (
  siteId: string,
  product: LicenceProductId,
  units: number | null,
  asks: readonly LicenceAsk[] = [],
): SiteNeed => ({
  ...need(product, units, 3, `how at ${siteId}`, ['ahb-vm'], asks),
  siteId,
});
const effects = (before: SiteNeed[], after: SiteNeed[], settings = {}): LicenceEffect[] =>
  licenceEffects(before, after, book(settings), catalog.licensing);

describe('what a move does to a product', () => {
  it('every figure, by site and in all, with what is asked and what it rests on', () => {
    const before = [at('b', 'sql-server-standard', 8), at('a', 'sql-server-standard', 4)];
    const after = [
      at('b', 'sql-server-standard', 2),
      at('c', 'sql-server-standard', 6, [{ ask: 'cpuCount', machines: 2 }]),
    ];
    expect(effects(before, [...after, at('b', 'sql-server-standard', 1)])).toEqual([
      {
        product: 'sql-server-standard',
        title: 'SQL Server Standard',
        unit: 'core licence',
        before: 12,
        after: 9,
        beforeUnknown: 0,
        afterUnknown: 0,
        freed: 3,
        more: 0,
        owned: null,
        toBuy: null,
        sites: [
          { siteId: 'a', before: 4, after: 0 },
          { siteId: 'b', before: 8, after: 3 },
          { siteId: 'c', before: 0, after: 6 },
        ],
        how: ['b: how at b', 'c: how at c'],
        asks: [
          'cpuCount (2 machines)',
          'sites.yaml licences.owned: {product: sql-server-standard, units: …} (0 when none)',
        ],
        rules: [expect.objectContaining({ id: 'ahb-vm' })],
      },
    ]);
  });

  it('a part that is not known makes the figures around it unknown, at its site and in all', () => {
    const [effect] = effects([at('a', 'vmware-vcf', 10)], [at('a', 'vmware-vcf', 4), at('a', 'vmware-vcf', null)], {
      owned: [{ product: 'vmware-vcf', units: 2 }],
    });
    expect(effect).toMatchObject({
      after: 4,
      afterUnknown: 3,
      freed: null,
      more: 0,
      owned: 2,
      toBuy: null,
      sites: [{ siteId: 'a', before: 10, after: null }],
      asks: [],
    });
  });

  it('asks what was asked before only where nothing comes after; what is paid by the year is not asked to be held', () => {
    const asked = at('a', 'rhel-server', null, [{ ask: 'hosts', machines: 1 }]);
    expect(effects([asked], [])[0]?.asks).toEqual(['hosts (1 machine)']);
    expect(effects([asked], [at('a', 'rhel-server', 2)])[0]?.asks).toEqual([]);
    expect(effects([at('a', 'rhel-server', 2)], [asked])[0]?.asks).toEqual(['hosts (1 machine)']);
  });

  it('what is held counts by product, to its last day', () => {
    const owned = [
      { product: 'sql-server-standard', units: 3, until: '2026-11-22' },
      { product: 'sql-server-standard', units: 4, until: '2026-11-21' },
      { product: 'sql-server-standard', units: 1 },
      { product: 'sql-server-enterprise', units: 50 },
    ];
    const [effect] = effects([], [at('a', 'sql-server-standard', 6)], { owned });
    expect(effect).toMatchObject({ owned: 4, toBuy: 2, before: 0, more: 6, freed: 0, asks: [] });
  });

  it('what is counted once for the estate is the most of all sites, of others their sum', () => {
    const two = (product: LicenceProductId) => [at('a', product, 5), at('b', product, 7)];
    expect(effects(two('windows-client-rights'), [])[0]).toMatchObject({ before: 7, after: 0 });
    expect(effects(two('sles'), [])[0]).toMatchObject({ before: 12, after: 0 });
  });

  it('products nobody needs are left out, the rest in the order of the list', () => {
    const found = effects([at('a', 'vmware-vcf', 1)], [at('a', 'sql-server-web', 1)]);
    expect(found.map(({ product }) => product)).toEqual(['sql-server-web', 'vmware-vcf']);
  });
});

describe('what a unit costs', () => {
  const sources = (rest: Partial<PriceSources> = {}, settings = {}): PriceSources => ({
    settings: licencesSchema.parse(settings),
    licensing: catalog.licensing,
    costs: catalog['host-costs'],
    spread: tcoSchema.parse({}).uncertaintyPct,
    ...rest,
  });

  it('two list prices that disagree make the range as wide as both; the one that is vouched for is likely', () => {
    const price = unitPrice('windows-server-standard', sources());
    // 1069 second-hand, 1176 unverified, both for 16 cores: from 1069 less 10 % to 1176, since plus 10 % is 1175.9.
    expect(price?.usd.likely).toBeCloseTo(1069 / 16, 9);
    expect(price?.usd.low).toBeCloseTo((1069 * 0.9) / 16, 9);
    expect(price?.usd.high).toBeCloseTo(1176 / 16, 9);
    expect(price).toMatchObject({
      source:
        'licensing.yaml listPrices windows-server-2025-standard per 16-core licence: licenseday, 2026, second-hand',
      asOf: '2026',
      unverified: false,
      isGiven: false,
    });
    const exact = unitPrice('windows-server-standard', sources({ spread: { ...sources().spread, secondary: 0 } }));
    expect(exact?.usd.low).toBeCloseTo(1069 / 16, 9);
    expect(exact?.usd.high).toBeCloseTo(1176 / 16, 9);
    const listPrices = catalog.licensing.listPrices.toReversed();
    const turned = unitPrice('windows-server-standard', sources({ licensing: { ...catalog.licensing, listPrices } }));
    expect(turned?.usd.likely).toBeCloseTo(1069 / 16, 9);
  });

  it('a price nobody vouches for says so, and does not count before other ways to price', () => {
    expect(unitPrice('azure-local', sources())).toMatchObject({
      usd: { low: 7.5, likely: 10, high: 12.5 },
      unverified: true,
      isGiven: false,
    });
    expect(isPricedByUnit('azure-local', sources())).toBe(false);
    expect(isPricedByUnit('sql-server-standard', sources())).toBe(true);
    expect(isPricedByUnit('sql-server-web', sources())).toBe(false);
  });

  it('VMware falls back to the assumption per core and month; others to a question', () => {
    expect(unitPrice('vmware-vcf', sources())).toEqual({
      usd: { low: 29 * 12 * 0.75, likely: 29 * 12, high: 29 * 12 * 1.25 },
      source: 'host-costs.yaml platforms vsphere: default, 2026-11-22, unverified',
      asOf: '2026-11-22',
      unverified: true,
      isGiven: false,
    });
    const costs = { ...catalog['host-costs'], platforms: [] };
    expect(unitPrice('vmware-vcf', sources({ costs }))).toBeNull();
    expect(unitPrice('rhel-server', sources())).toBeNull();
    const bare = { ...catalog.licensing, listPrices: [] };
    expect(unitPrice('sql-server-standard', sources({ licensing: bare }))).toBeNull();
  });

  it('sites.yaml comes first, its last word of one product, with its own ends', () => {
    const prices = [
      { product: 'rhel-server', usd: 1 },
      { product: 'rhel-server', usd: 100, lowUsd: 80, highUsd: 130 },
      { product: 'sles', usd: 3 },
    ];
    expect(unitPrice('rhel-server', sources({}, { prices }))?.usd).toEqual({ low: 80, likely: 100, high: 130 });
    expect(unitPrice('sles', sources({}, { prices }))?.usd).toEqual({ low: 3, likely: 3, high: 3 });
  });

  it('asks in words that can be put into sites.yaml', () => {
    expect(askPrice('sql-server-web')).toBe(
      'sites.yaml licences.prices: {product: sql-server-web, usd: …} per core licence and month',
    );
    expect(askPrice('sql-server-standard')).toBe(
      'sites.yaml licences.prices: {product: sql-server-standard, usd: …} per core licence',
    );
  });
});
