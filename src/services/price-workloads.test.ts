import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import {
  priceDiffSchema,
  priceListDetailsSchema,
  priceListSchema,
  siteLinesSchema,
  workloadPricesSchema,
} from '../api/prices.ts';
import { shippedFile } from '../shipped-files.ts';
import type { OwnedContext } from './context.ts';
import { comparePriceLists, describePriceLists, getPriceList } from './describe-price-lists.ts';
import { importDemo } from './import-demo.ts';
import { priceSiteLines, priceWorkloads } from './price-workloads.ts';
import { putSites } from './sites-document.ts';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext({ clock: () => new Date('2026-11-23T08:00:00Z') });
  await importDemo(context, { seed: 5, workloads: 40 });
  await putSites(context, await readFile(shippedFile('demo/sites.yaml'), 'utf8'));
});
afterAll(() => context?.[Symbol.asyncDispose]());

describe('prices of the demo estate, without any import', () => {
  test('each workload at each site, as the contract promises', async () => {
    const found = await priceWorkloads(context, { filter: '', limit: 3 });
    expect(workloadPricesSchema.parse(found)).toEqual(found);
    expect(found.items).toHaveLength(3);
    expect(found.total).toBeGreaterThan(3);
    for (const { prices } of found.items) expect(new Set(prices.map(({ siteId }) => siteId)).size).toBeGreaterThan(3);
    expect(found.assumptions.join('\n')).toContain('built-in example list');
    const [first] = found.items;
    const one = await priceWorkloads(context, { workload: first?.id, limit: 1 });
    expect(one.items[0]?.prices).toEqual(first?.prices);
  });

  test('the lines of a site are the sum of its workloads', async () => {
    const lines = await priceSiteLines(context, { site: 'azure-weu', filter: 'os.family = linux' });
    expect(siteLinesSchema.parse(lines)).toEqual(lines);
    const each = await priceWorkloads(context, { filter: 'os.family = linux', site: 'azure-weu', limit: 1000 });
    const sum = each.items.reduce(
      (all, { prices }) =>
        all + (prices.find(({ commitment }) => commitment === 'pay-as-you-go')?.usdPerMonth?.likely ?? 0),
      0,
    );
    // Addresses are the site's, of no workload; its traffic nobody stated.
    const addresses = lines.lines.find(({ id }) => id === 'azure-weu.public-ip')?.usdPerMonth?.likely ?? Number.NaN;
    expect(addresses).toBeCloseTo(6 * 0.005 * 730, 6);
    expect(lines.usdPerMonth.likely - addresses).toBeCloseTo(sum, 6);
    expect(lines.workloads).toBe(each.total);
  });

  test.each([
    { reason: 'no such site', ask: { site: 'moon' }, code: 'IST-4005' },
    { reason: 'own hardware', ask: { site: 'fra-vsphere' }, code: 'IST-5073' },
    { reason: 'a filter with a field that is none', ask: { site: 'azure-weu', filter: 'os. =' }, code: 'IST-2002' },
  ])('$reason → $code', async ({ ask, code }) => {
    await expect(priceSiteLines(context, ask)).rejects.toMatchObject({ code });
  });

  test('the built-in list can be shown and compared like any other', async () => {
    const [list] = await describePriceLists(context);
    expect(priceListSchema.parse(list)).toMatchObject({ builtIn: true, stale: true, versions: [] });
    const details = await getPriceList(context, list?.id ?? '', { region: 'eastus', size: 'e16s', limit: 5 });
    expect(priceListDetailsSchema.parse(details).items).toEqual([
      expect.objectContaining({ size: 'Standard_E16s_v5', reserved1yUsdPerHour: 5210 / 8760 }),
    ]);
    const diff = await comparePriceLists(context, { from: list?.id ?? '', to: list?.id ?? '', limit: 5 });
    expect(priceDiffSchema.parse(diff)).toMatchObject({ changedCount: 0, addedCount: 0, medianPct: 0 });
  });
});
