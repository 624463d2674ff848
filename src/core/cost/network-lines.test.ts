import { describe, expect, test } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { siteSchema } from '../policy/site.ts';
import type { CostLine } from './cost-line.ts';
import { networkPrices } from './egress.ts';
import { networkLines } from './network-lines.ts';
import type { PriceList, RegionExtras } from './price-list.ts';
import { tcoSettings } from './settings.ts';

const spread = tcoSettings({}).uncertaintyPct;
const listWith = (extras: Record<string, RegionExtras>): PriceList => ({
  id: 'mine',
  name: 'mine',
  currency: 'USD',
  asOf: '2026-11-01',
  source: 'test',
  digest: 'sha256:0',
  builtIn: false,
  regions: {},
  extras,
});
const TIERS = [
  { fromGiB: 0, usdPerGiB: 0 },
  { fromGiB: 10, usdPerGiB: 0.2 },
];
const FULL = listWith({ westeurope: { internetEgress: TIERS, otherRegionUsdPerGiB: 0.03, publicIpUsdPerHour: 0.01 } });

function lines(cost: Record<string, unknown>, list = listWith({}), region = 'westeurope'): CostLine[] {
  const site = siteSchema.parse({ id: 'cloud', platform: 'azure', target: 'azure-vm', region, cost });
  return networkLines(site, catalog, { list, region }, spread);
}
function line(id: string, cost: Record<string, unknown>, list?: PriceList, region?: string): CostLine {
  const found = lines(cost, list, region).find((one) => one.id === `cloud.${id}`);
  if (found === undefined) throw new Error(`no line ${id}`);
  return found;
}

describe('what the network of a region costs', () => {
  test('the catalogue, where no list says more', () => {
    expect(networkPrices(catalog, undefined, 'westeurope')).toEqual({
      internet: [
        { fromGiB: 0, usdPerGiB: 0 },
        { fromGiB: 100, usdPerGiB: 0.087 },
        { fromGiB: 10_340, usdPerGiB: 0.083 },
        { fromGiB: 51_300, usdPerGiB: 0.07 },
        { fromGiB: 153_700, usdPerGiB: 0.05 },
      ],
      otherRegionUsdPerGiB: 0.02,
      publicIpUsdPerHour: 0.005,
      snapshotUsdPerGiBMonth: 0.05,
      zone: 'zone-1',
      from: {
        egress: { source: 'catalog/azure-prices.yaml network.egressZones zone-1', asOf: '2026-09-24', conf: 'partly' },
        publicIp: { source: 'catalog/azure-prices.yaml network.publicIp', asOf: '2026-11-23', conf: 'secondary' },
        snapshot: { source: 'catalog/azure-prices.yaml network.snapshot', asOf: '2026-11-22', conf: 'own' },
      },
    });
  });

  test('a list comes first, in the regions it has figures for', () => {
    const listed = { source: 'price list mine', asOf: '2026-11-01', conf: 'list' };
    expect(networkPrices(catalog, FULL, 'westeurope')).toMatchObject({
      internet: TIERS,
      otherRegionUsdPerGiB: 0.03,
      publicIpUsdPerHour: 0.01,
      from: { egress: listed, publicIp: listed, snapshot: { conf: 'own' } },
    });
    expect(networkPrices(catalog, FULL, 'northeurope')).toEqual(networkPrices(catalog, undefined, 'northeurope'));
  });

  test('a region that stands in no zone has no egress price, and nobody vouches for one', () => {
    const found = networkPrices(catalog, listWith({}), 'atlantis');
    expect(found).toMatchObject({ internet: undefined, otherRegionUsdPerGiB: undefined, zone: undefined });
    expect(found.from.egress).toEqual({
      source: 'catalog/azure-prices.yaml network.egressZones none',
      asOf: catalog['azure-prices'].asOf,
      conf: 'own',
    });
  });
});

describe('lines', () => {
  test('nothing given: egress and addresses are asked for, snapshots are a choice nobody made', () => {
    expect(lines({})).toEqual([
      {
        id: 'cloud.egress',
        title: 'Egress to internet',
        group: 'network',
        period: 'month',
        formula: 'volume of each tier × its usdPerGiB',
        inputs: [],
        usd: null,
        assumptions: ['inbound traffic is free'],
        asks: ['sites.yaml cloud.cost.egressGiBPerMonth'],
      },
      {
        id: 'cloud.public-ip',
        title: 'Public addresses',
        group: 'network',
        period: 'month',
        formula: 'publicIpAddresses × usdPerHour × hours',
        inputs: [],
        usd: null,
        assumptions: [],
        asks: ['sites.yaml cloud.cost.publicIpAddresses'],
      },
    ]);
  });

  test('a volume to the internet, with the price of each tier and 5 % for a figure that is partly vouched for', () => {
    const found = line('egress', { egressGiBPerMonth: 10_440 });
    const usd = 10_240 * 0.087 + 100 * 0.083;
    expect(found.usd?.likely).toBeCloseTo(usd, 9);
    expect(found.usd?.low).toBeCloseTo(usd * 0.95, 9);
    expect(found.usd?.high).toBeCloseTo(usd * 1.05, 9);
    const tier = { unit: 'USD per GiB', source: 'catalog/azure-prices.yaml network.egressZones zone-1' };
    expect(found.inputs).toEqual([
      {
        name: 'egressGiBPerMonth',
        value: 10_440,
        unit: 'GiB a month',
        source: 'sites.yaml cloud.cost.egressGiBPerMonth',
      },
      { name: 'usdPerGiB from 0', value: 0, asOf: '2026-09-24', ...tier },
      { name: 'usdPerGiB from 100', value: 0.087, asOf: '2026-09-24', ...tier },
      { name: 'usdPerGiB from 10340', value: 0.083, asOf: '2026-09-24', ...tier },
      { name: 'usdPerGiB from 51300', value: 0.07, asOf: '2026-09-24', ...tier },
      { name: 'usdPerGiB from 153700', value: 0.05, asOf: '2026-09-24', ...tier },
    ]);
    expect(found.assumptions).toEqual([
      'tiers count for this site alone; the provider sums what all regions of zone-1 send',
    ]);
    expect(found.asks).toEqual([]);
  });

  test('a figure nobody vouches for is unverified, and 25 % off either way', () => {
    const found = line('egress', { egressGiBPerMonth: 200 }, undefined, 'eastasia');
    expect(found.inputs[1]).toMatchObject({ unverified: true });
    expect(found.usd?.likely).toBeCloseTo(12, 9);
    expect(found.usd?.high).toBeCloseTo(15, 9);
  });

  test('to another region: one price, without tiers that others share', () => {
    const found = line('egress', { egressGiBPerMonth: 500, egressTo: 'other-region' });
    expect(found).toMatchObject({ title: 'Egress to other-region', formula: 'egressGiBPerMonth × usdPerGiB' });
    expect(found.usd?.likely).toBeCloseTo(10, 9);
    expect(found.inputs.map(({ name, value }) => [name, value])).toEqual([
      ['egressGiBPerMonth', 500],
      ['usdPerGiB from 0', 0.02],
    ]);
    expect(found.assumptions).toEqual([]);
  });

  test('prices of a list are exact, and of no zone where the catalogue has none', () => {
    const list = listWith({ atlantis: { internetEgress: TIERS } });
    const found = line('egress', { egressGiBPerMonth: 110 }, list, 'atlantis');
    expect(found.usd).toEqual({ low: 20, likely: 20, high: 20 });
    expect(found.inputs[2]).toEqual({
      name: 'usdPerGiB from 10',
      value: 0.2,
      unit: 'USD per GiB',
      source: 'price list mine',
      asOf: '2026-11-01',
    });
    expect(found.assumptions).toEqual([]);
  });

  test('nothing leaves: exactly nothing, because somebody says so', () => {
    expect(line('egress', { egressGiBPerMonth: 0 }, undefined, 'atlantis')).toMatchObject({
      usd: { low: 0, likely: 0, high: 0 },
      inputs: [{ name: 'egressGiBPerMonth', value: 0 }],
      assumptions: ['sites.yaml cloud.cost.egressGiBPerMonth says that nothing leaves'],
      asks: [],
    });
  });

  test('a volume without a price is no sum, and asks for a list', () => {
    expect(line('egress', { egressGiBPerMonth: 5 }, undefined, 'atlantis')).toMatchObject({
      usd: null,
      inputs: [{ name: 'egressGiBPerMonth', value: 5 }],
      assumptions: [],
      asks: ['a price list with egress of region atlantis'],
    });
  });

  test('addresses: 3 × 0.005 × 730, second-hand; from a list as given', () => {
    const found = line('public-ip', { publicIpAddresses: 3 });
    expect(found.usd?.likely).toBeCloseTo(10.95, 9);
    expect(found.usd?.low).toBeCloseTo(10.95 * 0.9, 9);
    expect(found.usd?.high).toBeCloseTo(10.95 * 1.1, 9);
    expect(found).toMatchObject({ assumptions: [], asks: [] });
    expect(found.inputs).toEqual([
      {
        name: 'publicIpAddresses',
        value: 3,
        unit: 'addresses',
        source: 'sites.yaml cloud.cost.publicIpAddresses',
      },
      {
        name: 'usdPerHour',
        value: 0.005,
        unit: 'USD per hour',
        source: 'catalog/azure-prices.yaml network.publicIp',
        asOf: '2026-11-23',
      },
      { name: 'hours', value: 730, unit: 'hours a month', source: 'convention' },
    ]);
    const listed = line('public-ip', { publicIpAddresses: 3 }, FULL).usd;
    expect(listed?.low).toBeCloseTo(21.9, 9);
    expect(listed?.low).toBe(listed?.high);
  });

  test('snapshots, once somebody says how much they take', () => {
    expect(line('snapshots', { snapshotGiB: 1000 })).toEqual({
      id: 'cloud.snapshots',
      title: 'Snapshots',
      group: 'storage',
      period: 'month',
      formula: 'snapshotGiB × usdPerGiBMonth',
      inputs: [
        { name: 'snapshotGiB', value: 1000, unit: 'GiB used', source: 'sites.yaml cloud.cost.snapshotGiB' },
        {
          name: 'usdPerGiBMonth',
          value: 0.05,
          unit: 'USD per GiB and month',
          source: 'catalog/azure-prices.yaml network.snapshot',
          asOf: '2026-11-22',
          unverified: true,
        },
      ],
      usd: { low: 37.5, likely: 50, high: 62.5 },
      assumptions: [],
      asks: [],
    });
  });
});
