/** Public price catalogues in the SkyPilot layout load whole: set ISTHMUS_SHARED to the folder that has them. */

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { builtInPriceList } from '../../src/core/cost/price-list.ts';
import { loadCatalog } from '../../src/services/catalog.ts';
import { importPriceList } from '../../src/services/import-prices.ts';
import { loadPriceLists } from '../../src/services/prices.ts';

const folder = join(process.env['ISTHMUS_SHARED'] ?? '', 'bench-data/sku-catalog');
const missing =
  process.env['ISTHMUS_SHARED'] === undefined || !existsSync(folder) || spawnSync('xz', ['--version']).status !== 0;

describe.skipIf(missing)('catalogues in the SkyPilot layout', () => {
  const builtIn = loadCatalog().then(builtInPriceList);
  const home = mkdtempSync(join(tmpdir(), 'isthmus-prices-'));
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  test.each([
    { name: 'azure', rows: 56_671, offers: 56_671, regions: 58, acceleratorOnly: 0, refusedCount: 0 },
    { name: 'gcp', rows: 31_285, offers: 10_613, regions: 44, acceleratorOnly: 2395, refusedCount: 11 },
    { name: 'lambda', rows: 425, offers: 425, regions: 17, acceleratorOnly: 0, refusedCount: 0 },
    { name: 'vast', rows: 64, offers: 64, regions: 34, acceleratorOnly: 0, refusedCount: 0 },
  ])('$name: $offers prices of $rows rows', async ({ name, ...counts }) => {
    const path = join(home, `${name}-vms-20260520.csv`);
    writeFileSync(
      path,
      execFileSync('xz', ['-dc', join(folder, `${name}-vms-20260520.csv.xz`)], { maxBuffer: 64 * 1024 ** 2 }),
    );
    expect(await importPriceList(home, { path, id: name, today: '2026-05-20', builtIn: await builtIn })).toMatchObject(
      counts,
    );
  });

  test('spot checks of figures', async () => {
    const lists = new Map((await loadPriceLists(home)).map((list) => [list.id, list]));
    const usd = (size: string, region: string): number | undefined =>
      lists.get('azure')?.regions[region]?.find((offer) => offer.size === size)?.usdPerHour;
    expect(usd('Standard_D4s_v5', 'swedencentral')).toBe(0.204);
    expect(usd('Standard_D4s_v5', 'germanywestcentral')).toBe(0.23);
    expect(usd('Standard_D4s_v5', 'westeurope')).toBe(0.23);
    expect(usd('Standard_D4s_v5', 'northcentralus')).toBe(0.192);
    expect(usd('Standard_ND96isr_H100_v5', 'eastus')).toBe(98.32);
    expect(usd('Standard_ND96isr_H100_v5', 'swedencentral')).toBe(127.816);
    const all = Object.values(lists.get('azure')?.regions ?? {}).flat();
    expect(new Set(all.map(({ size }) => size)).size).toBe(1432);
    expect(Math.max(...all.map(({ usdPerHour }) => usdPerHour))).toBeCloseTo(274.46, 2);
    expect(all.filter(({ spotUsdPerHour }) => spotUsdPerHour === undefined)).toHaveLength(2846);
    expect(all.every(({ usdPerHour, spotUsdPerHour = 0 }) => spotUsdPerHour <= usdPerHour)).toBe(true);
    expect(lists.get('vast')?.regions[', CA, NA']?.[0]).toMatchObject({ gpu: 'RTX5090', gpuCount: 1 });
    expect(lists.get('gcp')?.regions['asia-northeast1']?.find(({ size }) => size === 'a2-highgpu-1g')).toMatchObject({
      vcpu: 12,
    });
  });
});
