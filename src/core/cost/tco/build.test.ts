import { describe, expect, it } from 'vitest';
import { buildTco, needsBeforeAndAfter } from './build.ts';
import { computeTco } from './compute.ts';
import type { LineResult, TcoResult } from './compute.ts';
import type { TcoModel } from './model.ts';
import { caseOf, DEBIAN, exit, STAY, WINDOWS_2016 } from './tco.fixture.ts';

function line(result: TcoResult, id: string): LineResult {
  const found = result.lines.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no line ${id}: ${result.lines.map((each) => each.id).join(' ')}`);
  return found;
}
const path = (result: TcoResult, id: string): TcoResult['paths'][number] => {
  const found = result.paths.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no path ${id}`);
  return found;
};
const many = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('a total cost worked out by hand', () => {
  // 16 machines of 8 vCPU, 64 GiB, 100 GiB disk on 4 hosts of 32 cores and 512 GiB; four a month leave.
  const model = buildTco(caseOf(many(16, DEBIAN), [STAY, exit(16, 4)]));
  const result = computeTco(model);

  it('of staying: all four hosts at the given rates, platform per core, disks', () => {
    // 4 × (32 × 10 + 512 × 1) = 3,328; 4 × 32 × 30 = 3,840; 16 × 100 GiB × 0.1 = 160 a month.
    expect(line(result, 'stay.old.hosts').perMonth).toEqual(many(12, 3328));
    expect(line(result, 'stay.old.platform').perMonth).toEqual(many(12, 3840));
    expect(line(result, 'stay.old.storage').usd?.likely).toBeCloseTo(1920, 6);
  });

  it('of leaving: hosts are switched off as they empty', () => {
    // Who moves in a month is paid for at both ends in it: 16, 12, 8, 4 are left, then nobody.
    const hosts = line(result, 'exit.old.hosts').perMonth.map((usd) => usd / 832);
    expect(hosts).toEqual([4, 3, 2, 1, ...many(8, 0)]);
  });

  it('of arriving: hosts are added as needed, at the generation and its formulas', () => {
    // 4, 8, 12, 16 machines of 2 cores and 64 GiB on hosts of 64 cores and 1,024 GiB: memory fills one host with 16.
    const capex = line(result, 'exit.new.hardware').perMonth;
    expect(capex[0]).toBeCloseTo(24_000 / 60, 6);
    expect(capex[11]).toBeCloseTo(24_000 / 60, 6);
    // 0.65 kW × 0.6 × 730 h × 1.5 × 0.18 USD.
    expect(line(result, 'exit.new.power').perMonth[3]).toBeCloseTo(0.65 * 0.6 * 730 * 1.5 * 0.18, 6);
    expect(line(result, 'exit.new.staff').perMonth[3]).toBeCloseTo(1.2 * 65, 6);
  });

  it('of moving: 3 hours and a quarter each, at 100 USD, give or take 30 %', () => {
    const { usd, perMonth } = line(result, 'exit.migration');
    expect(perMonth.slice(0, 5)).toEqual([1300, 1300, 1300, 1300, 0]);
    expect(usd).toMatchObject({ likely: 5200, low: expect.closeTo(3640, 6), high: expect.closeTo(6760, 6) });
  });

  it('adds up, breaks even, and its range holds every corner of its tornado', () => {
    const leave = path(result, 'exit');
    const sum = result.lines
      .filter(({ id }) => id.startsWith('exit.'))
      .reduce((all, { usd }) => all + (usd?.likely ?? 0), 0);
    const { usd, netPresentUsd } = leave;
    if (usd === null || netPresentUsd === null) expect.fail('no price');
    expect(usd.likely).toBeCloseTo(sum, 6);
    expect(netPresentUsd.likely).toBeCloseTo(usd.likely, 6);
    expect(leave.breakEvenMonth).toBe(
      leave.cumulative.findIndex((usd, at) => usd <= (path(result, 'stay').cumulative[at] ?? 0)) + 1,
    );
    expect(leave.tornado.length).toBeGreaterThan(3);
    for (const { atLow, atHigh } of leave.tornado) {
      expect(Math.min(atLow, atHigh)).toBeGreaterThanOrEqual(netPresentUsd.low - 1e-6);
      expect(Math.max(atLow, atHigh)).toBeLessThanOrEqual(netPresentUsd.high + 1e-6);
    }
    expect(leave.tornado.map(({ swing }) => swing)).toEqual(
      [...leave.tornado].map(({ swing }) => swing).sort((a, b) => b - a),
    );
  });

  it('is the same again', () => {
    const again = computeTco(buildTco(caseOf(many(16, DEBIAN), [STAY, exit(16, 4)])));
    expect(JSON.stringify(again)).toBe(JSON.stringify(result));
  });

  it('counts later money less', () => {
    const later = computeTco(model, { [model.rateInput]: 8 });
    const stay = path(later, 'stay');
    expect(stay.netPresentUsd?.likely).toBeCloseTo(
      stay.perMonth.reduce((sum, usd, at) => sum + usd / 1.08 ** ((at + 1) / 12), 0),
      6,
    );
  });

  it('follows an input that is changed', () => {
    const dear = computeTco(model, { i_usdPerMigrationHour: 200 });
    expect(line(dear, 'exit.migration').usd?.likely).toBe(10_400);
  });
});

describe('what nobody gave', () => {
  const asksOf = (model: TcoModel, id: string): readonly string[] => line(computeTco(model), id).asks;

  it('is a line without a price and a question, not nothing', () => {
    const model = buildTco(caseOf(many(2, DEBIAN), [STAY]));
    expect(line(computeTco(model), 'stay.people').usd).toBeNull();
    expect(asksOf(model, 'stay.people')).toEqual(['sites.yaml tco.hoursPerWorkloadMonth.owned']);
    expect(path(computeTco(model), 'stay').unpricedLines).toBe(1);
  });

  it('has a price once it is given', () => {
    const model = buildTco(caseOf(many(2, DEBIAN), [STAY], { tco: { hoursPerWorkloadMonth: { owned: 0.5 } } }));
    expect(line(computeTco(model), 'stay.people').perMonth[0]).toBe(65);
  });

  it('is an assumption with a question where the product has one', () => {
    const model = buildTco(caseOf(many(2, DEBIAN), [STAY, exit(2, 2)]));
    const platform = line(computeTco(model), 'exit.new.platform');
    // 64 cores × 15 USD, give or take a quarter.
    expect(platform.usd).toMatchObject({ likely: 960 * 12, low: 720 * 12, high: 1200 * 12 });
    expect(platform.asks.join()).toContain('openshift-virtualization-engine');
  });

  it('gives way to a price per subscription', () => {
    const licences = {
      prices: [{ product: 'openshift-virtualization-engine', usd: 2400, lowUsd: 2000, highUsd: 3000 }],
    };
    const result = computeTco(buildTco(caseOf(many(2, DEBIAN), [STAY, exit(2, 2)], { licences })));
    expect(result.lines.some(({ id }) => id === 'exit.new.platform')).toBe(false);
    expect(line(result, 'exit.new.openshift-virtualization-engine').usd).toEqual({
      low: expect.closeTo(2000, 6),
      likely: expect.closeTo(2400, 6),
      high: expect.closeTo(3000, 6),
    });
  });
});

describe('what cannot be compared', () => {
  const unsized = { ...DEBIAN, cpuCount: undefined, memoryMiB: undefined };
  const sums = (
    machines: Parameters<typeof caseOf>[0],
    change: (of: ReturnType<typeof caseOf>) => Partial<ReturnType<typeof caseOf>>,
  ) => {
    const of = caseOf(machines, [STAY, exit(4, 4)]);
    const model = buildTco({ ...of, ...change(of) });
    const { usd, savesNetPresentUsd: saves, breakEvenMonth } = path(computeTco(model), model.paths[1]?.id ?? '');
    const { unpriced, unlike, notes } = model.paths[1] ?? expect.fail('no path');
    return { usd, saves, breakEvenMonth, unpriced, unlike, notes };
  };

  it('has no total where no line has a price, nor savings, nor a month it breaks even', () => {
    const none = { usd: null, saves: null, breakEvenMonth: null };
    expect(sums([], () => ({}))).toMatchObject(none);
    const nowhere = sums(many(4, unsized), (of) => ({
      hosts: new Map(),
      paths: [STAY, STAY],
      workloads: of.workloads.map((entry) => ({ ...entry, siteId: null })),
    }));
    expect(nowhere).toMatchObject({ ...none, unpriced: 4 });
  });

  it('has no savings without moves', () => {
    const still = sums(many(4, DEBIAN), (of) => ({
      paths: [STAY, { ...exit(0, 1), notes: of.paths[1]?.notes ?? [] }],
    }));
    expect(still.usd?.likely).toBeGreaterThan(0);
    expect(still).toMatchObject({ saves: null, breakEvenMonth: null, unlike: 0 });
  });

  it('says how many workloads have no price, each once, and compares what leaves out the same', () => {
    const same = sums([...many(3, DEBIAN), unsized], () => ({}));
    expect(same).toMatchObject({ unpriced: 1, unlike: 0, notes: [] });
    expect(same.saves).not.toBeNull();
  });

  it('does not know the savings where one path prices workloads the other leaves out', () => {
    const unequal = sums(many(4, DEBIAN), (of) => ({
      workloads: of.workloads.map((entry, at) => (at === 0 ? { ...entry, siteId: null } : entry)),
    }));
    expect(unequal).toMatchObject({ saves: null, breakEvenMonth: null, unpriced: 0, unlike: 1 });
    expect(unequal.notes.join()).toContain('1 workloads have a price in only one of it and stay');
  });
});

describe('licences in a path', () => {
  it('pays for updates from the day support ends, 75 % of the licence in the first year', () => {
    // Windows Server 2016 is supported until 2027-01-12: bought from February 2027, the third month.
    const result = computeTco(buildTco(caseOf(many(2, WINDOWS_2016), [STAY])));
    const months = line(result, 'stay.old.updates').perMonth;
    expect(months.slice(0, 2)).toEqual([0, 0]);
    // 2 machines × 8 cores × 0.75 × 1,069 / 16 a core / 12.
    expect(months[2]).toBeCloseTo((2 * 8 * 0.75 * 1069) / 16 / 12, 6);
  });

  it('buys only what is needed beyond what runs today, or beyond what is held', () => {
    const paths = [STAY, exit(40, 40)];
    const today = computeTco(buildTco(caseOf(many(40, { ...WINDOWS_2016, memoryMiB: 8192 }), paths)));
    expect(today.lines.some(({ id }) => id === 'exit.windows-server-datacenter')).toBe(false);
    const owned = [{ product: 'windows-server-datacenter', units: 28 }];
    const short = computeTco(
      buildTco(caseOf(many(40, { ...WINDOWS_2016, memoryMiB: 8192 }), paths, { licences: { owned } })),
    );
    // The old cluster: 4 hosts × 32 cores, 14 machines on one when a host fails.
    expect(line(short, 'stay.windows-server-datacenter').perMonth[0]).toBeCloseTo(((128 - 28) * 6155) / 16, 6);
    expect(line(short, 'stay.windows-server-datacenter').perMonth[1]).toBe(0);
  });

  it('does not count what is held no longer', () => {
    const product = 'windows-server-datacenter';
    const owned = [
      { product, units: 28, until: '2026-11-22' },
      { product, units: 100, until: '2026-11-21' },
    ];
    const machines = many(40, { ...WINDOWS_2016, memoryMiB: 8192 });
    const result = computeTco(buildTco(caseOf(machines, [STAY], { licences: { owned } })));
    expect(line(result, `stay.${product}`).perMonth[0]).toBeCloseTo(((128 - 28) * 6155) / 16, 6);
  });

  it('counts arrivals on the hosts they need, at a site whose hosts have no cluster', () => {
    // 40 machines of 64 GiB fill five hosts of 512 GiB; the one that stands there has room for seven eighths of one.
    const all = caseOf([...many(40, WINDOWS_2016), DEBIAN], [STAY, exit(40, 40)]);
    const of = { ...all, workloads: all.workloads.map((entry, at) => (at < 40 ? entry : { ...entry, siteId: 'new' })) };
    const alone = {
      name: 'kvm1',
      sockets: [16, 16],
      memoryGiB: 512,
      cluster: null,
      model: null,
      cpuModel: null,
      gpus: 0,
      controlPlaneOnly: false,
    };
    const { after } = needsBeforeAndAfter({ ...of, hosts: new Map([...of.hosts, ['new', [alone]]]) });
    const windows = after.filter(({ product }) => /^windows-server-(standard|datacenter)$/.test(product));
    expect(windows.map(({ how, units }) => [how.replace(/;.*/, ''), units])).toEqual([
      ['new added: 33 machines on 5 hosts, up to 9 on one when a host fails', 5 * 32 * 5],
      ['7 machines on one host without a cluster', 32 * 4],
    ]);
  });

  it('renews VMware in terms, for the cores there are when a term begins', () => {
    const licences = { prices: [{ product: 'vmware-vcf', usd: 120 }], vmwareUntil: '2027-01-31', vmwareTermMonths: 12 };
    const result = computeTco(buildTco(caseOf(many(16, DEBIAN), [STAY, exit(16, 4)], { licences })));
    expect(line(result, 'stay.old.vmware-vcf').perMonth).toEqual(many(12, 1280));
    // Paid for 128 cores until January; renewed in February for the hosts there are then: two, whose least order is 72.
    expect(line(result, 'exit.old.vmware-vcf').perMonth).toEqual([1280, 1280, ...many(10, 720)]);
  });
});

describe('a price factor', () => {
  const total = (cost: object): number => {
    const of = caseOf(many(4, DEBIAN), [STAY]);
    const sites = of.sites.sites.map((site) =>
      site.id === 'old' ? { ...site, cost: { ...site.cost, ...cost } } : site,
    );
    return path(computeTco(buildTco({ ...of, sites: { ...of.sites, sites } })), 'stay').usd?.likely ?? Number.NaN;
  };

  it('is on all that is paid for the place, the platform too, as in a placement', () => {
    expect(total({ priceFactor: 2 })).toBeCloseTo(2 * total({}), 6);
  });
});
