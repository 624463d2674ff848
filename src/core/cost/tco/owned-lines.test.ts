/** Hosts that outlive their generation, hosts nobody can price, and rates that are only half given. */

import { describe, expect, it } from 'vitest';
import type { HostGeneration } from '../../catalog/host-costs.ts';
import type { CostHost } from '../site-hosts.ts';
import { buildTco } from './build.ts';
import { computeTco } from './compute.ts';
import type { TcoModel } from './model.ts';
import { caseOf, DEBIAN, exit, STAY } from './tco.fixture.ts';

interface Setting {
  readonly cost?: Readonly<Record<string, unknown>>;
  readonly hosts?: readonly CostHost[];
  readonly cpuCores?: number;
  readonly generations?: (known: readonly HostGeneration[]) => readonly HostGeneration[];
}

/** Twelve machines at the site "own", whose capacity is three hosts of 64 cores; nine leave in the second month. */
function modelOf({ cost = {}, hosts = [], cpuCores = 192, generations = (all) => all }: Setting): TcoModel {
  const capacity = { cpuCores, memoryGiB: 3072, diskGiB: 100_000, vcpuPerCore: 4, reservePct: 0 };
  const site = { id: 'own', platform: 'kvm', target: 'stay', capacity, cost };
  const leave = exit(12, 100);
  const moves = new Map([...leave.moves].slice(3).map(([id, move]) => [id, { ...move, month: 2 }]));
  const of = caseOf(
    Array.from({ length: 12 }, () => DEBIAN),
    [STAY, { ...leave, moves }],
    { sites: [site], tco: { months: 15 } },
  );
  const costs = of.catalog['host-costs'];
  return buildTco({
    ...of,
    catalog: { ...of.catalog, 'host-costs': { ...costs, generations: [...generations(costs.generations)] } },
    hosts: new Map([['own', hosts]]),
    workloads: of.workloads.map((entry) => ({ ...entry, siteId: 'own' })),
  });
}
const perMonth = (model: TcoModel, id: string): readonly number[] | undefined =>
  computeTco(model)
    .lines.find((line) => line.id === id)
    ?.perMonth.map((usd) => Math.round(usd));
const lineOf = (model: TcoModel, id: string): TcoModel['lines'][number] =>
  model.lines.find((line) => line.id === id) ?? expect.fail(`no line ${id}`);
const times = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

describe('hosts that outlive their five years', () => {
  // Bought in 2022: written off from January 2027, the second month.
  const model = modelOf({ cost: { hostGeneration: 'gen-2022' } });

  it('cost nothing more themselves, and are replaced by the newest, as many cores as before', () => {
    expect(perMonth(model, 'stay.own.hardware')).toEqual([(3 * 24_000) / 60, ...times(14, 0)]);
    // 3 × 64 cores are two hosts of 96.
    expect(perMonth(model, 'stay.own.refresh')).toEqual([0, ...times(14, Math.round((2 * 38_000) / 60))]);
  });

  it('are replaced for those who stay to the end alone', () => {
    // A quarter of three hosts is one: 64 cores are one host of 96.
    expect(perMonth(model, 'exit.own.refresh')).toEqual([0, ...times(14, Math.round(38_000 / 60))]);
    expect(perMonth(model, 'exit.own.hardware')).toEqual([1200, ...times(14, 0)]);
  });

  it('still need support, power, space and people', () => {
    const last = (what: string) => perMonth(model, `stay.own.${what}`)?.at(-1);
    expect(last('support')).toBe((3 * 1500) / 12);
    expect(last('power')).toBe(Math.round(3 * 0.65 * 0.6 * 730 * 1.5 * 0.18));
    expect(last('space')).toBe(3 * 2 * 25);
    expect(last('staff')).toBe(Math.round(3 * 1.2 * 65));
  });

  it('are a line of their own, with what was assumed', () => {
    const why = 'priced as gen-2022: named in sites.yaml cost.hostGeneration';
    const said = ['hardware', 'refresh', 'support', 'power', 'space', 'staff'].map((what) => {
      const { title, group, assumptions } = lineOf(model, `stay.own.${what}`);
      return [title, group, assumptions];
    });
    expect(said).toEqual([
      [
        'Hosts over their life',
        'hardware',
        [why, 'what is left of a book value when a host is switched off is not counted'],
      ],
      [
        'Hosts replaced by gen-2025',
        'hardware',
        ['as many cores as before; hosts that empty within the months are not replaced'],
      ],
      ['Hardware support', 'support', [why]],
      ['Power and cooling', 'facility', [why]],
      ['Rack space', 'facility', [why]],
      ['People who look after hosts', 'people', [why]],
    ]);
  });

  it('say where every figure is from', () => {
    const own = (id: string) => `host-costs.yaml ${id}: default, 2026-11-22, unverified`;
    const found = model.inputs
      .filter(({ id }) => /^i_(?:own_|gen_|pue|usdPerKwh)/.test(id))
      .map(({ title, unit, source }) => [title, unit, source]);
    const hosts = [
      ['own: hosts today', 'hosts', 'sites.yaml own.capacity.cpuCores in hosts of gen-2022'],
      ["own: room of today's hosts for arrivals", 'hosts', 'hosts less what runs there, sites.yaml own.capacity'],
      ['own: physical cores per host', 'cores', 'host-costs.yaml gen-2022'],
    ];
    expect(found.filter(([title]) => title?.startsWith('own: '))).toEqual(hosts);
    expect(found.filter(([title]) => !title?.startsWith('own: '))).toEqual([
      ['pue', 'factor', own('settings')],
      ['usdPerKwh', 'USD per kWh', own('settings')],
      ['gen-2022: lifeYears', 'years', own('gen-2022')],
      ['gen-2022: capexUsd', 'USD per host', own('gen-2022')],
      ['gen-2025: capexUsd', 'USD per host', own('gen-2025')],
      ['gen-2025: lifeYears', 'years', 'host-costs.yaml gen-2025'],
      ['gen-2022: supportUsdPerYear', 'USD per host and year', own('gen-2022')],
      ['gen-2022: powerWatts', 'W per host', own('gen-2022')],
      ['gen-2022: rackUnits', 'rack units per host', own('gen-2022')],
      ['gen-2022: staffHoursPerMonth', 'hours per host and month', own('gen-2022')],
    ]);
    const series = model.series
      .filter(({ id }) => /^s_(?:stay_)?own_(?:remaining|arriving|over|replaced)$/.test(id))
      .map(({ id, title, unit, values, source }) => [id, title, unit, values, source]);
    const over = [0, ...times(14, 1)];
    const schedule = 'schedule of the path';
    expect(series).toEqual([
      ['s_stay_own_remaining', "own: share of today's machines still there", 'share', times(15, 1), schedule],
      ['s_stay_own_arriving', 'own: room that arrivals take', 'hosts', times(15, 0), schedule],
      ['s_own_over', 'own: hosts are past their life', '0 or 1', over, own('gen-2022')],
      [
        's_stay_own_replaced',
        'own: hosts that are replaced',
        'hosts',
        over.map((flag) => 3 * flag),
        'schedule of the path; host-costs.yaml gen-2022 boughtYear + lifeYears',
      ],
    ]);
  });
});

describe('the newest generation', () => {
  const replacing = (generations: Setting['generations']): string =>
    lineOf(modelOf({ cost: { hostGeneration: 'gen-2022' }, generations }), 'stay.own.refresh').title;
  const like = (all: readonly HostGeneration[], id: string, boughtYear?: number): HostGeneration => {
    const { boughtYear: _, ...rest } = all.at(-1) ?? expect.fail('no generation');
    return { ...rest, id, ...(boughtYear !== undefined && { boughtYear }) };
  };

  it('is by year, then by name, whatever the order; without a year it is the oldest', () => {
    expect(replacing((all) => [...all].reverse())).toBe('Hosts replaced by gen-2025');
    expect(replacing((all) => [like(all, 'gen-2025-b', 2025), ...all])).toBe('Hosts replaced by gen-2025');
    expect(replacing((all) => [...all, like(all, 'gen-2025-a', 2025)])).toBe('Hosts replaced by gen-2025');
    expect(replacing((all) => [...all, like(all, 'gen-2024-z', 2025)])).toBe('Hosts replaced by gen-2024-z');
    expect(replacing((all) => [like(all, 'a-dateless'), ...all])).toBe('Hosts replaced by gen-2025');
  });

  it('without a year is never past its life', () => {
    const model = modelOf({
      cost: { hostGeneration: 'dateless' },
      generations: (all) => [...all, like(all, 'dateless')],
    });
    expect(perMonth(model, 'stay.own.hardware')).toEqual(times(15, Math.round((2 * 38_000) / 60)));
    expect(perMonth(model, 'stay.own.refresh')).toBeUndefined();
  });
});

describe('a site whose hosts nobody can price', () => {
  it('has a line without a price that asks for the generation, and no hardware of another one', () => {
    const model = modelOf({ cost: { hostGeneration: 'gen-1999' } });
    const asked = 'sites.yaml own.cost.hostGeneration: host generation gen-1999 is not in host-costs.yaml';
    const result = computeTco(model).lines.filter(({ id }) => id.startsWith('stay.own.'));
    expect(result.map(({ id, usd, asks }) => [id, usd === null, asks])).toContainEqual([
      'stay.own.hosts',
      true,
      [asked],
    ]);
    expect(result.some(({ id }) => /hardware|refresh|support|power/.test(id))).toBe(false);
    expect(lineOf(model, 'stay.own.hosts')).toMatchObject({ title: 'Hosts', group: 'hardware', period: 'month' });
    expect(model.inputs.find(({ id }) => id === 'i_own_host_generation')).toMatchObject({
      title: 'own: host generation',
      unit: 'USD per host and month',
      value: null,
    });
  });
});

describe('rates of your own', () => {
  const rates = { usdPerCoreMonth: 10, usdPerMemoryGiBMonth: 1 };
  const host = (name: string, memoryGiB: number | null): CostHost => ({
    name,
    sockets: [16, 16],
    memoryGiB,
    cluster: 'A',
    model: null,
    cpuModel: null,
    gpus: 0,
    controlPlaneOnly: false,
  });

  it.each(['usdPerCoreMonth', 'usdPerMemoryGiBMonth'] as const)('%s alone prices no host', (key) => {
    const model = modelOf({ cost: { [key]: rates[key], hostGeneration: 'gen-2025' } });
    expect(perMonth(model, 'stay.own.hosts')).toBeUndefined();
    expect(perMonth(model, 'stay.own.hardware')?.[0]).toBe(Math.round((2 * 38_000) / 60));
  });

  it('count the memory of the generation where no source states that of the hosts', () => {
    const hosts = [host('a', null), host('b', null), host('c', null)];
    const model = modelOf({ cost: rates, hosts });
    expect(perMonth(model, 'stay.own.hosts')?.[0]).toBe(3 * (32 * 10 + 1024));
    const of = (id: string) => model.inputs.find((each) => each.id === id);
    expect(of('i_own_memory_per_host')).toMatchObject({
      title: 'own: memory per host',
      unit: 'GiB',
      source: 'host-costs.yaml gen-2022',
    });
    expect(of('i_own_cores_per_host')?.source).toBe('inventory, mean of the hosts');
    expect(of('i_own_usdPerCoreMonth')?.title).toBe('own: usdPerCoreMonth');
    expect(lineOf(model, 'stay.own.hosts').title).toBe('Hosts, power, space and staff at your own rates');
  });

  it('take the mean of the hosts whose memory is stated', () => {
    const model = modelOf({ cost: rates, hosts: [host('a', 256), host('b', null), host('c', 512)] });
    expect(model.inputs.find(({ id }) => id === 'i_own_memory_per_host')).toMatchObject({
      value: { likely: 384 },
      source: 'inventory, mean of the hosts',
    });
  });

  it('price no host of which neither a source nor a generation states the memory', () => {
    const cost = { ...rates, hostGeneration: 'gen-1999' };
    const unsized = lineOf(modelOf({ cost, hosts: [host('a', null)] }), 'stay.own.hosts');
    expect(unsized).toMatchObject({ title: 'Hosts', expression: { input: 'i_own_host_generation' } });
    expect(perMonth(modelOf({ cost, hosts: [host('a', 512)] }), 'stay.own.hosts')?.[0]).toBe(32 * 10 + 512);
  });
});

it('hosts that are past their life where nobody runs are no line', () => {
  const model = buildTco(caseOf([DEBIAN], [STAY, exit(1, 1)], { tco: { months: 15 } }));
  const ids = model.lines.map(({ id }) => id).filter((id) => id.includes('.new.'));
  expect(ids.filter((id) => id.startsWith('stay.'))).toEqual([]);
  expect(ids).toContain('exit.new.hardware');
});
