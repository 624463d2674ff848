import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PriceList } from '../core/cost/price-list.ts';
import { importPriceList as importAt } from './import-prices.ts';
import type { PriceImport, PriceReceipt } from './import-prices.ts';
import { loadPriceLists, usePriceList } from './prices.ts';

const TODAY = '2026-11-23';
const BUILT_IN: PriceList = {
  id: 'example',
  name: 'Example',
  currency: 'USD',
  asOf: '2026-01-01',
  source: 'example',
  digest: 'sha256:00',
  builtIn: true,
  regions: { big: [1, 2, 3, 4, 5].map((n) => ({ size: `s${n}`, vcpu: n, memoryGiB: n, usdPerHour: n })) },
};
const importPriceList = (folder: string, request: Omit<PriceImport, 'today' | 'builtIn'>): Promise<PriceReceipt> =>
  importAt(folder, { ...request, today: TODAY, builtIn: BUILT_IN });

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'isthmus-prices-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const HEADER =
  'InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region,Generation\n';

async function file(name: string, text: string): Promise<string> {
  const path = join(home, name);
  await writeFile(path, text);
  return path;
}

describe('importPriceList', () => {
  test('reads, keeps and gives back a list; the day comes from the file name', async () => {
    const path = await file(
      'azure-vms-20260520.csv',
      `${HEADER}Standard_D4s_v5,,,4,16,,0.23,0.05,westeurope,V1,V2\nStandard_D4s_v5,,,4.0,16.0,,0.204,,swedencentral,V2\n`,
    );
    const receipt = await importPriceList(home, { path });
    expect(receipt).toMatchObject({
      id: 'azure-vms-20260520',
      asOf: '2026-05-20',
      rows: 2,
      offers: 2,
      regions: 2,
      refusedCount: 0,
    });
    const [list] = await loadPriceLists(home);
    expect(list?.digest).toBe(receipt.digest);
    expect(list?.regions).toEqual({
      swedencentral: [{ size: 'Standard_D4s_v5', vcpu: 4, memoryGiB: 16, usdPerHour: 0.204, gen2Only: true }],
      westeurope: [{ size: 'Standard_D4s_v5', vcpu: 4, memoryGiB: 16, usdPerHour: 0.23, spotUsdPerHour: 0.05 }],
    });
  });

  test('a row with more fields than the header is counted, not lost in silence', async () => {
    const path = await file(
      'p-2026-05-20.csv',
      `${HEADER}a,,,1,1,,1,,r,V1\nb,,,1,1,,1,,r,V1,x,y\n"c, d",,,1,1,"{'a': 1, 'b': 2}",1,,r,V1\n`,
    );
    const receipt = await importPriceList(home, { path });
    expect(receipt).toMatchObject({ rows: 3, offers: 2, refusedCount: 1, refused: [{ row: 3 }] });
  });

  test('importing an id again replaces it', async () => {
    const path = await file('p.csv', `${HEADER}a,,,1,1,,1,,r,V1\n`);
    await importPriceList(home, { path, asOf: '2026-01-01', id: 'mine' });
    await importPriceList(home, { path, asOf: '2026-02-01', id: 'mine' });
    expect((await loadPriceLists(home)).map(({ id, asOf }) => ({ id, asOf }))).toEqual([
      { id: 'mine', asOf: '2026-02-01' },
    ]);
  });

  test.each([
    { reason: 'no header', name: 'a-2026-01-01.csv', text: 'a,b\n1,2\n', code: 'IST-5001' },
    { reason: 'empty', name: 'a-2026-01-01.csv', text: '', code: 'IST-5001' },
    { reason: 'no day anywhere', name: 'prices.csv', text: HEADER, code: 'IST-5001' },
    { reason: 'a day that is none', name: 'p-20269999.csv', text: HEADER, code: 'IST-5001' },
    { reason: 'no usable row', name: 'a-2026-01-01.csv', text: `${HEADER}x,,,0,4,,1,,r,V1\n`, code: 'IST-5002' },
  ])('$reason → $code', async ({ name, text, code }) => {
    await expect(importPriceList(home, { path: await file(name, text) })).rejects.toMatchObject({ code });
  });

  test('a file that is not there', async () => {
    await expect(importPriceList(home, { path: join(home, 'no-2026-01-01.csv') })).rejects.toMatchObject({
      code: 'IST-5001',
    });
  });
});

const rows = (region: string, count: number): string =>
  Array.from({ length: count }, (_, n) => `size${n},,,1,1,,${n + 1},,${region},V1\n`).join('');

describe('what comes into force', () => {
  const versionInForce = async (): Promise<string | undefined> => (await loadPriceLists(home))[0]?.asOf;

  test('a day in the future is refused, today is not', async () => {
    const path = await file('p.csv', `${HEADER}${rows('r', 1)}`);
    await expect(importPriceList(home, { path, asOf: '2099-01-01' })).rejects.toMatchObject({ code: 'IST-5074' });
    expect(await loadPriceLists(home)).toEqual([]);
    expect(await importPriceList(home, { path, asOf: TODAY })).toMatchObject({ inForce: true, why: null });
  });

  test('a version with less than half the sizes of a region waits until it is used', async () => {
    const full = await file('full.csv', HEADER + rows('r', 9) + rows('q', 1));
    const thin = await file('thin.csv', HEADER + rows('r', 4) + rows('q', 1));
    const half = await file('half.csv', HEADER + rows('r', 5) + rows('q', 1));
    await importPriceList(home, { path: full, id: 'mine', asOf: '2026-01-01' });
    const receipt = await importPriceList(home, { path: thin, id: 'mine', asOf: '2026-02-01' });
    expect(receipt).toMatchObject({ inForce: false, why: expect.stringContaining('r 4 instead of 9') });
    expect(await versionInForce()).toBe('2026-01-01');
    expect(await importPriceList(home, { path: half, id: 'mine', asOf: '2026-02-02' })).toMatchObject({
      inForce: true,
    });
    await usePriceList(home, 'mine@2026-02-01');
    expect(await versionInForce()).toBe('2026-02-01');
  });

  test('a list with far fewer sizes than another one leaves that in force in its region alone', async () => {
    const path = await file('few.csv', HEADER + rows('big', 2) + rows('new', 1));
    const receipt = await importPriceList(home, { path, id: 'few', asOf: TODAY });
    expect(receipt.heldBack).toEqual([{ region: 'big', sizes: 2, inForce: 'example', inForceSizes: 5 }]);
    expect((await loadPriceLists(home))[0]?.heldBack).toEqual(['big']);
    await importPriceList(home, { path, id: 'few', asOf: TODAY });
    expect((await loadPriceLists(home))[0]?.heldBack).toEqual(['big']);
    await usePriceList(home, 'few');
    expect((await loadPriceLists(home))[0]?.heldBack).toBeUndefined();
    expect((await importPriceList(home, { path, id: 'few', asOf: TODAY })).heldBack).toEqual([]);
    expect((await loadPriceLists(home))[0]?.heldBack).toBeUndefined();
  });

  test('bringing a kept file in again does not undo what was put in force', async () => {
    const old = await file('old.csv', HEADER + rows('r', 3));
    const young = await file('young.csv', HEADER + rows('r', 4));
    await importPriceList(home, { path: old, id: 'mine', asOf: '2026-01-01' });
    await importPriceList(home, { path: young, id: 'mine', asOf: '2026-02-01' });
    await usePriceList(home, 'mine@2026-01-01');
    for (const [path, asOf] of [
      [young, '2026-02-01'],
      [young, '2026-01-15'],
      [old, '2026-01-01'],
    ] as const) {
      await importPriceList(home, { path, id: 'mine', asOf });
      expect(await versionInForce()).toBe('2026-01-01');
    }
    expect(await importPriceList(home, { path: young, id: 'mine', asOf: '2026-03-01' })).toMatchObject({
      inForce: true,
    });
  });
});

describe('loadPriceLists', () => {
  test('none imported yet', async () => {
    expect(await loadPriceLists(home)).toEqual([]);
  });

  test('a file that was damaged is named', async () => {
    const path = await file('p-2026-05-20.csv', `${HEADER}a,,,1,1,,1,,r,V1\n`);
    const { id } = await importPriceList(home, { path });
    await writeFile(join(home, 'prices', `${id}.json`), '{"id": 1}');
    await expect(loadPriceLists(home)).rejects.toMatchObject({
      code: 'IST-5001',
      message: expect.stringContaining(id),
    });
  });
});
