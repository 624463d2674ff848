import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { elasticCostLines } from '../elastic-lines.ts';
import { buildTco } from './build.ts';
import { computeTco } from './compute.ts';
import { caseOf, DEBIAN, exit, STAY, WINDOWS_2016 } from './tco.fixture.ts';
import type { TcoCase } from './case.ts';

const cloud = (cost: Readonly<Record<string, unknown>> = {}) => ({
  id: 'weu',
  platform: 'azure',
  target: 'azure-vm',
  region: 'westeurope',
  cost,
});
const machines = [DEBIAN, DEBIAN, WINDOWS_2016];

function linesOf(of: TcoCase) {
  const model = buildTco(of);
  const { lines } = computeTco(model);
  return { model, get: (what: string) => lines.find(({ id }) => id === `exit.weu.${what}`) };
}
const leaving = (cost?: Readonly<Record<string, unknown>>, tco?: Readonly<Record<string, unknown>>) =>
  linesOf(caseOf(machines, [STAY, exit(3, 3, 'weu')], { sites: [cloud(cost)], ...(tco !== undefined && { tco }) }));

describe('a provider in a total cost', () => {
  it('asks for traffic and addresses nobody stated, and counts no snapshots that nobody takes', () => {
    const { get } = leaving();
    expect(get('egress')).toMatchObject({ usd: null, asks: ['sites.yaml weu.cost.egressGiBPerMonth'] });
    expect(get('public-ip')).toMatchObject({ usd: null, asks: ['sites.yaml weu.cost.publicIpAddresses'] });
    expect(get('snapshots')).toBeUndefined();
  });

  it('takes nothing only for what somebody says is nothing', () => {
    expect(leaving({ egressGiBPerMonth: 0 }).get('egress')?.usd).toEqual({ low: 0, likely: 0, high: 0 });
  });

  it('counts each part of the volume at its tier', () => {
    // 100 free, 10,240 at 0.087, 9,660 at 0.083; a price that is partly verified is off by 5 per cent.
    const { get } = leaving({ egressGiBPerMonth: 20_000 });
    const month = 10_240 * 0.087 + 9660 * 0.083;
    expect(get('egress')?.perMonth).toEqual(Array.from({ length: 12 }, () => expect.closeTo(month, 6)));
    expect(get('egress')?.usd).toEqual({
      low: expect.closeTo(month * 12 * 0.95, 4),
      likely: expect.closeTo(month * 12, 4),
      high: expect.closeTo(month * 12 * 1.05, 4),
    });
  });

  it('has no negative end where the volume itself is uncertain', () => {
    const { get } = leaving({ egressGiBPerMonth: 2_000_000 }, { uncertaintyPct: { given: 90 } });
    const usd = get('egress')?.usd;
    expect(usd?.low).toBeGreaterThan(0);
    expect(usd?.low).toBeLessThan(usd?.likely ?? 0);
  });

  it.each([
    ['as listed', {}],
    ['with traffic, addresses and snapshots', { egressGiBPerMonth: 7000, publicIpAddresses: 3, snapshotGiB: 400 }],
    ['to another region, dearer', { egressGiBPerMonth: 900, egressTo: 'other-region', priceFactor: 1.2 }],
    ['with a discount', { discountPct: 12, publicIpAddresses: 0, egressGiBPerMonth: 0 }],
  ])('comes to what the lines of the site come to: %s', (_, cost) => {
    const of = caseOf(machines, [STAY, exit(3, 3, 'weu')], { sites: [cloud(cost)] });
    const site = of.sites.sites.find(({ id }) => id === 'weu');
    if (site === undefined) throw new Error('no site');
    const single = elasticCostLines({
      site,
      workloads: of.workloads.map(({ workload }) => ({ workload, staying: false })),
      pricer: of.pricer,
      catalog,
      spread: of.settings.uncertaintyPct,
      today: of.asOf,
    });
    const sum = (usd: readonly (number | undefined)[]): number =>
      usd.reduce<number>((all, each) => all + (each ?? 0), 0);
    const { model } = linesOf(of);
    const total = computeTco(model).lines.filter(({ id }) => id.startsWith('exit.weu.'));
    expect(sum(total.map(({ perMonth }) => perMonth[5]))).toBeCloseTo(
      sum((single?.lines ?? []).map(({ usd }) => usd?.likely)),
      4,
    );
    expect(total.filter(({ usd }) => usd === null)).toHaveLength(
      single?.lines.filter(({ usd }) => usd === null).length ?? -1,
    );
  });
});

describe('another size on the way', () => {
  const small = { ...DEBIAN, cpuCount: 2, memoryMiB: 8 * 1024 };

  it('is what is paid for where a workload moves, and only there', () => {
    const whole = caseOf([DEBIAN], [STAY, exit(1, 1, 'weu')], { sites: [cloud()] });
    const [small1] = caseOf([small], [STAY]).workloads;
    if (small1 === undefined) throw new Error('no workload');
    const { guest, demand } = small1;
    const resized = {
      ...whole,
      workloads: whole.workloads.map((entry) => ({ ...entry, moved: { guest, demand } })),
    };
    const usd = (of: TcoCase, id: string) => computeTco(buildTco(of)).lines.find((line) => line.id === id)?.usd?.likely;
    const bought = caseOf([small], [STAY, exit(1, 1, 'weu')], { sites: [cloud()] });
    expect(usd(resized, 'exit.weu.compute')).toBe(usd(bought, 'exit.weu.compute'));
    expect(usd(resized, 'exit.weu.compute')).toBeLessThan(usd(whole, 'exit.weu.compute') ?? 0);
    expect(usd(resized, 'stay.old.hosts')).toBe(usd(whole, 'stay.old.hosts'));
    expect(buildTco(resized).warnings.some((line) => line.startsWith('1 workloads take the size recommended'))).toBe(
      true,
    );
  });
});
