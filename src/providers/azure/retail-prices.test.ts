import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { OPENSSL_MISSING } from '../../../test/support/certificates.ts';
import { RETAIL_RECORDS, retailRecord } from '../../../test/support/retail-records.ts';
import { startRetailStub } from '../../../test/support/retail-stub.ts';
import type { RetailStub } from '../../../test/support/retail-stub.ts';
import type { SizeShape } from '../price-source.ts';
import { RetailClient } from './retail-client.ts';
import { azurePrices, collectRetail } from './retail-prices.ts';
import { pathOfLink, retailQuestions } from './retail-query.ts';

const SHAPES = new Map<string, SizeShape>([
  ['Standard_D2s_v5', { vcpu: 2, memoryGiB: 8 }],
  ['Standard_E16s_v5', { vcpu: 16, memoryGiB: 128, maxDataDisks: 32, maxNics: 8 }],
]);
const collect = (records: Iterable<unknown>, usdPerUnit = 1) =>
  collectRetail(records, SHAPES, '2026-11-23', usdPerUnit);

describe('records in the published shape', () => {
  const found = collect(RETAIL_RECORDS);

  test('every kind of compute price; reservations are sold by the term', () => {
    expect(found.regions['eastus']).toEqual([
      {
        size: 'Standard_D2s_v5',
        vcpu: 2,
        memoryGiB: 8,
        usdPerHour: 0.096,
        windowsUsdPerHour: 0.188,
        spotUsdPerHour: 0.02,
        reserved1yUsdPerHour: 519 / 8760,
        reserved3yUsdPerHour: 997 / 26_280,
        savingsPlan1yUsdPerHour: 0.0658368,
        savingsPlan3yUsdPerHour: 0.0441792,
      },
      {
        size: 'Standard_E16s_v5',
        vcpu: 16,
        memoryGiB: 128,
        maxDataDisks: 32,
        maxNics: 8,
        usdPerHour: 1.008,
        reserved1yUsdPerHour: 5210 / 8760,
        reserved3yUsdPerHour: 10_464 / 26_280,
      },
    ]);
  });

  test('disks, egress and addresses of the region', () => {
    expect(found.extras['eastus']).toEqual({
      diskUsdPerMonth: { P10: 19.71, E10: 9.6 },
      provisionedDisks: {
        'premium-ssd-v2': {
          usdPerGiBMonth: 0.00011 * 730,
          usdPerIopsMonth: 0.00000685 * 730,
          usdPerMbPerSecondMonth: 0.0000548 * 730,
        },
      },
      internetEgress: [
        { fromGiB: 0, usdPerGiB: 0 },
        { fromGiB: 100, usdPerGiB: 0.087 },
        { fromGiB: 10_335, usdPerGiB: 0.083 },
      ],
      otherRegionUsdPerGiB: 0.02,
      publicIpUsdPerHour: 0.005,
    });
  });

  test('what is not used is counted by reason, and sizes without a shape are named', () => {
    expect(found.leftOut).toEqual({
      'another disk meter': 3,
      'another product': 1,
      'another term': 1,
      'development and test': 1,
      'low priority': 1,
      'not in force': 1,
      repeated: 2,
      'spot with Windows': 1,
    });
    expect(found.withoutShape).toEqual(['Standard_X1_v99']);
    expect(found.records).toBe(RETAIL_RECORDS.length);
  });

  test('the order in which meters of one price come does not matter', () => {
    expect(collect([...RETAIL_RECORDS].reverse()).regions).toEqual(found.regions);
  });

  test('another currency at the rate that is given', () => {
    const euro = collect(RETAIL_RECORDS, 1.1);
    expect(euro.regions['eastus']?.[0]).toMatchObject({
      usdPerHour: 0.096 * 1.1,
      savingsPlan1yUsdPerHour: 0.0658368 * 1.1,
    });
  });

  test.each([
    {
      reason: 'no region',
      record: { ...retailRecord({ retailPrice: 1 }), armRegionName: '' },
      why: 'no region or price',
    },
    { reason: 'no price', record: retailRecord({ retailPrice: undefined }), why: 'no region or price' },
    { reason: 'no size', record: retailRecord({ retailPrice: 1, armSkuName: '' }), why: 'no size' },
    {
      reason: 'another service',
      record: retailRecord({ retailPrice: 1, serviceName: 'Redis Cache' }),
      why: 'another service',
    },
    { reason: 'not a record', record: 'text', why: 'no region or price' },
  ])('$reason is left out as "$why"', ({ record, why }) => {
    expect(collect([record]).leftOut).toEqual({ [why]: 1 });
  });
});

describe('addresses of further pages', () => {
  const origin = 'https://prices.azure.com';
  test.each([
    { link: 'https://prices.azure.com:443/api/retail/prices?$skip=100', path: '/api/retail/prices?$skip=100' },
    { link: 'https://elsewhere.example/api/retail/prices?$skip=100', path: undefined },
    { link: 'http://prices.azure.com/api/retail/prices?$skip=100', path: undefined },
    { link: 'https://prices.azure.com/another', path: undefined },
    { link: 'https://user@prices.azure.com/api/retail/prices', path: undefined },
    { link: 'nothing', path: undefined },
  ])('$link → $path', ({ link, path }) => {
    expect(pathOfLink(link, origin)).toBe(path);
  });
});

describe.skipIf(OPENSSL_MISSING !== undefined)('against a stub shaped by the published response', () => {
  let stub: RetailStub;
  const pauses: number[] = [];
  const client = (more = {}): RetailClient =>
    new RetailClient({
      endpoint: stub.origin,
      caCertificate: stub.caCertificate,
      pause: (ms) => {
        pauses.push(ms);
        return Promise.resolve();
      },
      ...more,
    });
  const [question] = retailQuestions({ regions: ['eastus'], currency: 'USD' });
  const first = question?.path ?? '';

  beforeAll(async () => {
    stub = await startRetailStub(RETAIL_RECORDS);
  });
  afterAll(() => stub[Symbol.asyncDispose]());
  beforeEach(() => {
    stub.fault = undefined;
    stub.asked.length = 0;
    stub.pageSize = 100;
    pauses.length = 0;
  });

  test('every question of a region, page by page, gives what the records say', async () => {
    stub.pageSize = 4;
    const records: unknown[] = [];
    await using reader = client();
    for (const { path } of azurePrices.questions({ regions: ['eastus'], currency: 'USD' })) {
      for (let next: string | undefined = path; next !== undefined;) {
        const page = await reader.read(next, undefined);
        records.push(...page.records);
        next = page.next;
      }
    }
    expect(collect(records).regions).toEqual(collect(RETAIL_RECORDS).regions);
    expect(collect(records).extras).toEqual(collect(RETAIL_RECORDS).extras);
    expect(stub.asked.length).toBeGreaterThan(8);
  });

  test('another currency or region is another question', async () => {
    await using reader = client();
    const other = retailQuestions({ regions: ['westeurope'], currency: 'EUR' })[0]?.path ?? '';
    expect(await reader.read(other, undefined)).toEqual({ records: [] });
    expect(stub.asked[0]?.searchParams.get('currencyCode')).toBe("'EUR'");
  });

  test('throttled: waits as long as it is told, then goes on', async () => {
    stub.fault = (_url, nth) => (nth < 3 ? { status: 429, headers: { 'retry-after': '7' } } : undefined);
    await using reader = client();
    expect((await reader.read(first, undefined)).records.length).toBeGreaterThan(0);
    expect(pauses).toHaveLength(2);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(7000);
  });

  test.each([
    {
      reason: 'refused',
      answer: { status: 400, text: '{"error":{"message":"Invalid OData"}}' },
      code: 'IST-5071',
      asked: 1,
    },
    {
      reason: 'a redirect',
      answer: { status: 302, headers: { location: 'https://elsewhere.example/' } },
      code: 'IST-5071',
      asked: 1,
    },
    { reason: 'a page for browsers', answer: { status: 200, text: '<html>' }, code: 'IST-2205', asked: 1 },
    { reason: 'no list', answer: { status: 200, text: '{"Items":{}}' }, code: 'IST-2205', asked: 1 },
    {
      reason: 'a link elsewhere',
      answer: { status: 200, text: '{"Items":[],"NextPageLink":"https://elsewhere.example/"}' },
      code: 'IST-2205',
      asked: 1,
    },
    { reason: 'broken for good', answer: { status: 503 }, code: 'IST-5071', asked: 8 },
  ])('$reason → $code after $asked', async ({ answer, code, asked }) => {
    stub.fault = () => answer;
    await using reader = client();
    await expect(reader.read(first, undefined)).rejects.toMatchObject({ code });
    expect(stub.asked).toHaveLength(asked);
  });

  test('a page without end is not read to its end', async () => {
    stub.fault = () => ({ status: 200, text: ' '.repeat(200_000) });
    await using reader = client({ maxBytes: 100_000 });
    await expect(reader.read(first, undefined)).rejects.toMatchObject({ code: 'IST-2206' });
  });

  test('a server nobody vouches for gets no question', async () => {
    await using reader = new RetailClient({ endpoint: stub.origin, pause: () => Promise.resolve() });
    await expect(reader.read(first, undefined)).rejects.toMatchObject({ code: 'IST-2202' });
    expect(stub.asked).toHaveLength(0);
  });

  test('http is refused before anything is sent', () => {
    expect(() => new RetailClient({ endpoint: 'http://prices.example' })).toThrow(
      expect.objectContaining({ code: 'IST-2220' }),
    );
  });
});
