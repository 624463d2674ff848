import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { licencesSchema, tcoSchema } from '../settings.ts';
import { isPricedByUnit, unitPrice } from './price.ts';
import type { PriceSources } from './price.ts';

const sources = (entry: Readonly<Record<string, unknown>>): PriceSources => ({
  settings: licencesSchema.parse({ prices: [{ product: 'rhel-server', usd: 100, ...entry }] }),
  licensing: catalog.licensing,
  costs: catalog['host-costs'],
  spread: tcoSchema.parse({}).uncertaintyPct,
});

describe('a price of sites.yaml', () => {
  it.each([
    [{ source: 'offer 7', asOf: '2026-10-01' }, false, 'offer 7'],
    [{ asOf: '2026-10-01' }, true, 'no source given'],
    [{ source: 'offer 7' }, true, 'offer 7, no date given'],
  ])('%j is unverified: %s', (said, unverified, text) => {
    const price = unitPrice('rhel-server', sources(said));
    expect(price).toMatchObject({ unverified, asOf: 'asOf' in said ? said.asOf : '' });
    expect(price?.source).toBe(`sites.yaml licences.prices rhel-server, ${text}`);
  });

  it('counts before other ways to price, sure or not', () => {
    expect(isPricedByUnit('rhel-server', sources({}))).toBe(true);
    expect(isPricedByUnit('vmware-vcf', sources({}))).toBe(false);
  });
});
