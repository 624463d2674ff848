import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { RETAIL_RECORDS } from '../../test/support/retail-records.ts';
import { builtInPriceList } from '../core/cost/price-list.ts';
import type { PriceSource } from '../providers/price-source.ts';
import { azurePrices } from '../providers/azure/retail-prices.ts';
import { loadCatalog } from './catalog.ts';
import type { ServiceContext } from './context.ts';
import { fetchPrices } from './fetch-prices.ts';
import type { PriceFetchRequest } from './fetch-prices.ts';
import { importPriceList } from './import-prices.ts';
import { loadPriceLists, priceVersions, requirePriceList, usePriceList } from './prices.ts';

const ABOUT = { today: '2026-11-23', builtIn: builtInPriceList(await loadCatalog()) };

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'isthmus-fetch-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

/** The real questions and mapping over records in memory, four to a page; breaks off before the nth read. */
function source(breakAt = Infinity): PriceSource & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    ...azurePrices,
    asked,
    open: () => ({
      read(path) {
        if (asked.length + 1 >= breakAt) return Promise.reject(new Error('the line is cut'));
        asked.push(path);
        const url = new URL(path, 'https://stub.example');
        const filter = url.searchParams.get('$filter') ?? '';
        const all = RETAIL_RECORDS.filter(
          (record) =>
            filter.includes(`'${String(record['serviceName'])}'`) &&
            filter.includes(`'${String(record['armRegionName'])}'`),
        );
        const skip = Number(url.searchParams.get('$skip') ?? '0');
        url.searchParams.set('$skip', String(skip + 4));
        const next = skip + 4 < all.length ? { next: `${url.pathname}${url.search}` } : {};
        return Promise.resolve({ records: all.slice(skip, skip + 4), ...next });
      },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    }),
  };
}

function contextWith(prices: PriceSource | undefined, day = '2026-11-23'): ServiceContext {
  const providers = prices === undefined ? [] : [{ kind: 'azure', prices }];
  return {
    home,
    clock: () => new Date(`${day}T08:00:00Z`),
    catalog: loadCatalog,
    progress: () => undefined,
    installation: { providers: () => Promise.resolve({ providers, packages: [] }), pricesEndpoint: undefined },
  } as unknown as ServiceContext;
}

const ASK: PriceFetchRequest = { regions: ['eastus'], currency: 'USD' };

describe('fetchPrices', () => {
  test('a region becomes a list in force; sizes nobody describes are named', async () => {
    const receipt = await fetchPrices(contextWith(source()), { ...ASK, regions: ['eastus', ' EastUS ', 'nowhere'] });
    expect(receipt).toMatchObject({
      asOf: '2026-11-23',
      resumedPages: 0,
      withoutShape: ['Standard_X1_v99'],
      empty: ['nowhere'],
      lists: [{ id: 'azure-retail-eastus', region: 'eastus', offers: 2, inForce: true }],
    });
    const [list] = await loadPriceLists(home);
    expect(list?.regions['eastus']?.[0]).toMatchObject({ size: 'Standard_D2s_v5', vcpu: 2, usdPerHour: 0.096 });
    expect(list?.extras?.['eastus']?.publicIpUsdPerHour).toBe(0.005);
    expect(await readdir(join(home, 'prices', 'fetching'))).toEqual([]);
  });

  test('broken off, the same command goes on from there and makes the same list', async () => {
    await expect(fetchPrices(contextWith(source(6)), ASK)).rejects.toThrow('the line is cut');
    expect(await loadPriceLists(home)).toEqual([]);
    const second = source();
    const receipt = await fetchPrices(contextWith(second), ASK);
    expect(receipt.resumedPages).toBe(5);
    expect(receipt.pages).toBe(5 + second.asked.length);
    const whole = await mkdtemp(join(tmpdir(), 'isthmus-fetch-'));
    const other = await fetchPrices({ ...contextWith(source()), home: whole }, ASK);
    await rm(whole, { recursive: true });
    expect(receipt.lists).toEqual(other.lists);
    expect(receipt.records).toBe(other.records);
  });

  test('a damaged page is asked for again; another day begins anew', async () => {
    await expect(fetchPrices(contextWith(source(6)), ASK)).rejects.toThrow('cut');
    const [folder = ''] = await readdir(join(home, 'prices', 'fetching'));
    await writeFile(join(home, 'prices', 'fetching', folder, 'page-00001.json'), '{"question":');
    expect((await fetchPrices(contextWith(source()), ASK)).resumedPages).toBe(1);
    await expect(fetchPrices(contextWith(source(6)), ASK)).rejects.toThrow('cut');
    expect((await fetchPrices(contextWith(source(), '2026-11-24'), ASK)).resumedPages).toBe(0);
  });

  test('versions by day: the newest is in force, an older one can be used again', async () => {
    await fetchPrices(contextWith(source(), '2026-11-23'), ASK);
    await fetchPrices(contextWith(source(), '2026-11-25'), ASK);
    const later = await fetchPrices(contextWith(source(), '2026-11-24'), ASK);
    expect(later.lists[0]?.inForce).toBe(false);
    const id = 'azure-retail-eastus';
    const versions = await priceVersions(home, id);
    expect(versions.map(({ asOf, inForce }) => [asOf, inForce])).toEqual([
      ['2026-11-25', true],
      ['2026-11-24', false],
      ['2026-11-23', false],
    ]);
    await usePriceList(home, `${id}@2026-11-23`);
    expect((await requirePriceList(home, id)).asOf).toBe('2026-11-23');
    expect((await loadPriceLists(home)).map(({ asOf }) => asOf)).toEqual(['2026-11-23']);
    expect(await priceVersions(home, id)).toHaveLength(3);
  });

  test.each([
    { reason: 'no region', ask: { regions: [' '] }, says: /no region/ },
    { reason: 'a region that is none', ask: { regions: ["x' or 1 eq 1"] }, says: /no name of a region/ },
    { reason: 'a currency that is none', ask: { currency: 'Euro' }, says: /no currency/ },
    { reason: 'another currency without a rate', ask: { currency: 'EUR' }, says: /how many US dollars one EUR is/ },
    { reason: 'a provider without prices', ask: { provider: 'kvm' }, says: /no public prices here/ },
  ])('$reason is refused before anything is asked', async ({ ask, says }) => {
    const stub = source();
    await expect(fetchPrices(contextWith(stub), { ...ASK, ...ask })).rejects.toMatchObject({
      code: 'IST-5070',
      message: expect.stringMatching(says),
    });
    expect(stub.asked).toEqual([]);
  });

  test('sizes that an imported file describes have a shape', async () => {
    const path = join(home, 'own-2026-01-01.csv');
    await writeFile(
      path,
      'InstanceType,vCPUs,MemoryGiB,Price,Region,MaxDataDisks,MaxNics\nStandard_X1_v99,1,2,1,moon,4,2\n',
    );
    await importPriceList(home, { path, ...ABOUT });
    const receipt = await fetchPrices(contextWith(source()), ASK);
    expect(receipt.withoutShape).toEqual([]);
    expect(receipt.lists[0]?.offers).toBe(3);
  });
});

describe('references to versions', () => {
  test.each(['nothing', 'own@2020-01-01', 'own@', 'own@zz'])('%s is IST-5072', async (reference) => {
    const path = join(home, 'own-2026-01-01.csv');
    await writeFile(path, 'InstanceType,vCPUs,MemoryGiB,Price,Region\na,1,1,1,r\n');
    const { digest } = await importPriceList(home, { path, id: 'own', ...ABOUT });
    await expect(requirePriceList(home, reference)).rejects.toMatchObject({ code: 'IST-5072' });
    expect((await requirePriceList(home, `own@${digest}`)).digest).toBe(digest);
    expect((await requirePriceList(home, `own@${digest.slice(7, 15)}`)).digest).toBe(digest);
  });
});
