import { describe, expect, test } from 'vitest';
import { PRICE_COLUMNS, priceColumns, PriceRows } from './price-rows.ts';

const about = { id: 'x', name: 'x', asOf: '2026-05-20', source: 'test', digest: 'sha256:0' };
const ROW = { size: 'Standard_D4s_v5', vcpu: '4', memoryGiB: '16.0', price: '0.23', region: 'westeurope' };

describe('priceColumns', () => {
  test.each([
    {
      reason: 'the Azure file',
      header: 'InstanceType,AcceleratorName,AcceleratorCount,vCPUs,MemoryGiB,GpuInfo,Price,SpotPrice,Region,Generation',
    },
    {
      reason: 'another order, no generation',
      header:
        'InstanceType,vCPUs,MemoryGiB,AcceleratorName,AcceleratorCount,GpuInfo,Region,AvailabilityZone,Price,SpotPrice',
    },
    { reason: 'other capitals', header: 'region,price,memorygib,VCPUS,instancetype' },
  ])('$reason is found by name', ({ header }) => {
    const names = header.split(',');
    const columns = priceColumns(names) ?? [];
    expect(names[columns[PRICE_COLUMNS.indexOf('price')] ?? -1]?.toLowerCase()).toBe('price');
    expect(names[columns[PRICE_COLUMNS.indexOf('size')] ?? -1]?.toLowerCase()).toBe('instancetype');
  });

  test('a line without a price column is not the header', () => {
    expect(priceColumns(['InstanceType', 'vCPUs', 'MemoryGiB', 'Region'])).toBeUndefined();
  });
});

describe('PriceRows', () => {
  test('"4" and "16.0" are numbers; an accelerator keeps its fraction; V2 alone is second generation only', () => {
    const rows = new PriceRows();
    rows.add(2, ROW);
    rows.add(3, {
      ...ROW,
      size: 'Standard_NV6ads_A10_v5',
      gpu: 'A10',
      gpuCount: '0.167',
      generation: 'V2',
      price: '0.1',
    });
    expect(rows.toList(about).regions).toEqual({
      westeurope: [
        {
          size: 'Standard_NV6ads_A10_v5',
          vcpu: 4,
          memoryGiB: 16,
          usdPerHour: 0.1,
          gpu: 'A10',
          gpuCount: 0.167,
          gen2Only: true,
        },
        { size: 'Standard_D4s_v5', vcpu: 4, memoryGiB: 16, usdPerHour: 0.23 },
      ],
    });
  });

  test('an accelerator alone is counted apart; zones of one region keep the cheapest', () => {
    const rows = new PriceRows();
    rows.add(2, { ...ROW, size: '' });
    rows.add(3, ROW);
    rows.add(4, { ...ROW, price: '0.2' });
    expect(rows).toMatchObject({ rows: 3, acceleratorOnly: 1, repeated: 1, offers: 1, refusedCount: 0 });
    expect(rows.toList(about).regions['westeurope']?.[0]?.usdPerHour).toBe(0.2);
  });

  test.each([
    { reason: 'no region', cells: { ...ROW, region: ' ' }, message: /has no region/ },
    { reason: 'free of charge', cells: { ...ROW, price: '0.0' }, message: /Price "0\.0"/ },
    { reason: 'no price', cells: { ...ROW, price: undefined }, message: /Price ""/ },
    { reason: 'not a number', cells: { ...ROW, vcpu: 'NaN' }, message: /vCPUs "NaN"/ },
    { reason: 'a hexadecimal', cells: { ...ROW, memoryGiB: '0x10' }, message: /MemoryGiB "0x10"/ },
    {
      reason: 'a price beyond all sense',
      cells: { ...ROW, price: '1e300' },
      message: /Price 1e\+300 is more .* one hour/,
    },
    { reason: 'too many vCPUs', cells: { ...ROW, vcpu: '9999999999' }, message: /vCPUs 9999999999 is more than 10000/ },
    { reason: 'bytes for GiB', cells: { ...ROW, memoryGiB: '17179869184' }, message: /Write GiB/ },
    {
      reason: 'spot above on demand',
      cells: { ...ROW, spot: '0.24' },
      message: /SpotPrice 0\.24 is above Price 0\.23/,
    },
    {
      reason: 'a committed price beyond sense',
      cells: { ...ROW, windows: '100001' },
      message: /windows 100001 is more/,
    },
    { reason: 'negative', cells: { ...ROW, price: '-1' }, message: /Price "-1"/ },
  ])('$reason is refused with its row', ({ cells, message }) => {
    const rows = new PriceRows();
    rows.add(7, cells);
    expect(rows.offers).toBe(0);
    expect(rows.refused).toEqual([{ row: 7, message: expect.stringMatching(message) }]);
  });

  test('every other price and limit a row states is kept; what is empty, nothing or no number is none', () => {
    const rows = new PriceRows();
    rows.add(2, {
      ...ROW,
      size: ' all ',
      region: ' westeurope ',
      gpu: ' A10 ',
      generation: ' V2 ',
      spot: '0.01',
      reserved1y: '0.02',
      reserved3y: '0.03',
      savingsPlan1y: '0.04',
      savingsPlan3y: '0.05',
      windows: ' 0.4 ',
      maxDataDisks: '0',
      maxNics: '2',
    });
    rows.add(3, { ...ROW, size: 'none', spot: '0', windows: '', reserved1y: 'n/a', maxDataDisks: '1.5', maxNics: '0' });
    rows.add(4, { ...ROW, size: 'other', gpu: 'T4', gpuCount: '0', maxNics: '2.5', price: '2.3e-1' });
    expect(rows.toList(about).regions['westeurope']).toEqual([
      {
        size: 'all',
        vcpu: 4,
        memoryGiB: 16,
        usdPerHour: 0.23,
        gpu: 'A10',
        gpuCount: 1,
        gen2Only: true,
        spotUsdPerHour: 0.01,
        reserved1yUsdPerHour: 0.02,
        reserved3yUsdPerHour: 0.03,
        savingsPlan1yUsdPerHour: 0.04,
        savingsPlan3yUsdPerHour: 0.05,
        windowsUsdPerHour: 0.4,
        maxDataDisks: 0,
        maxNics: 2,
      },
      { size: 'none', vcpu: 4, memoryGiB: 16, usdPerHour: 0.23 },
      { size: 'other', vcpu: 4, memoryGiB: 16, usdPerHour: 0.23, gpu: 'T4', gpuCount: 1 },
    ]);
  });

  test('figures at the most there is are taken', () => {
    const rows = new PriceRows();
    rows.add(2, { ...ROW, vcpu: '10000', memoryGiB: '1000000', price: '100000', spot: '100000', windows: '100000' });
    expect(rows).toMatchObject({ offers: 1, refused: [] });
  });

  test('regions are in order; a dearer row of one size does not replace the cheaper', () => {
    const rows = new PriceRows();
    for (const [at, region] of ['south', 'east', 'north', 'south'].entries())
      rows.add(at, { ...ROW, region, price: String(1 + at) });
    const list = rows.toList(about);
    expect(Object.keys(list.regions)).toEqual(['east', 'north', 'south']);
    expect(list.regions['south']?.map(({ usdPerHour }) => usdPerHour)).toEqual([1]);
    expect(rows).toMatchObject({ repeated: 1, offers: 3 });
    expect(list).toMatchObject({ ...about, currency: 'USD', builtIn: false });
  });

  test('twenty refused rows are kept, all are counted', () => {
    const rows = new PriceRows();
    for (let row = 1; row <= 22; row += 1) rows.refuse(row, 'broken');
    expect(rows).toMatchObject({ rows: 22, refusedCount: 22, offers: 0 });
    expect(rows.refused.map(({ row }) => row)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
    expect(rows.refused[0]).toEqual({ row: 1, message: 'broken' });
  });
});
