import { describe, expect, it } from 'vitest';
import type { WorkloadFacts } from '../../model/workload.ts';
import { caseOf, DEBIAN, STAY, WINDOWS_2016 } from './tco.fixture.ts';
import { monthlyRange, priceParts } from './workload.ts';
import type { PricePart } from './workload.ts';

const WEU = { id: 'weu', platform: 'azure', target: 'azure-vm', region: 'westeurope', cost: {} };

interface Asked {
  readonly at?: string;
  readonly asOf?: string;
  readonly cost?: Record<string, unknown>;
  readonly readiness?: 'ready' | 'conditional';
  readonly licences?: unknown;
}
function answer(facts: WorkloadFacts, { at = 'old', asOf = '2026-11-22', cost = {}, readiness, licences }: Asked = {}) {
  const of = caseOf([facts], [STAY], { sites: [{ ...WEU, cost }], ...(licences !== undefined && { licences }) });
  const [entry] = of.workloads;
  const site = of.sites.sites.find(({ id }) => id === at);
  if (entry === undefined || site === undefined) throw new Error('no such case');
  return priceParts(entry, site, { ...of, book: { ...of.book, asOf } }, readiness, 2);
}
function parts(facts: WorkloadFacts, asked?: Asked): readonly PricePart[] {
  const found = answer(facts, asked);
  if ('obstacle' in found) throw new Error(found.obstacle);
  return found;
}
const names = (found: readonly PricePart[]): string[] => found.map(({ part }) => part);
const one = (name: PricePart['part'], facts: WorkloadFacts, asked?: Asked): PricePart | undefined =>
  parts(facts, asked).find(({ part }) => part === name);

describe('the parts of a price', () => {
  it('staying on own hardware: its share and the platform, as given', () => {
    // 2 cores × 10 + 64 GiB × 1 + 100 GiB × 0.1; 2 cores × 30.
    const found = parts(DEBIAN);
    expect(found).toMatchObject([
      { part: 'run', period: 'month', usd: { low: 94, likely: 94, high: 94 }, asks: [] },
      { part: 'platform', period: 'month', usd: { low: 60, likely: 60, high: 60 }, basis: [], asks: [] },
    ]);
    expect(found).toHaveLength(2);
    expect(found[0]?.basis).toContain('usdPerCoreMonth 10 (sites.yaml, books, old.cost, 2026-10-01)');
  });

  it('moving: work once, give or take 30 %, and a risk on what it costs to run', () => {
    // 3 h + a quarter for 100 GiB + 3 h for two conditions, at 100 USD; 5 % of 438.
    const found = parts(DEBIAN, { at: 'weu', readiness: 'conditional' });
    expect(names(found)).toEqual(['run', 'migration', 'risk']);
    const run = 0.548 * 730 + 19.71;
    expect(found[0]?.usd?.likely).toBeCloseTo(run, 9);
    expect(found[1]).toEqual({
      part: 'migration',
      period: 'one-off',
      usd: { low: expect.closeTo(437.5, 9), likely: expect.closeTo(625, 9), high: expect.closeTo(812.5, 9) },
      basis: [
        '3 h base + 0.25 h for 100 GiB + 3 h for 2 conditions × 100 USD (sites.yaml placement.usdPerMigrationHour)',
      ],
      asks: [],
    });
    expect(found[2]?.usd?.likely).toBeCloseTo(run * 0.05, 9);
    expect(found[2]?.usd?.high).toBeCloseTo((found[0]?.usd?.high ?? 0) * 0.05, 9);
    expect(found[2]?.basis).toEqual(['sites.yaml placement.riskPct']);
    expect(names(parts(DEBIAN, { at: 'weu', readiness: 'ready' }))).toEqual(['run', 'migration']);
    expect(one('risk', DEBIAN, { at: 'weu' })?.usd?.likely).toBeCloseTo(run * 0.1, 9);
    expect(names(parts(DEBIAN, { readiness: 'conditional' }))).not.toContain('risk');
  });

  it('what is not known is no price', () => {
    expect(answer({ ...DEBIAN, cpuCount: undefined })).toEqual({ obstacle: 'CPU, memory or disks are not known' });
    expect(answer({ ...DEBIAN, cpuCount: 900 }, { at: 'weu' })).toEqual({
      obstacle: expect.stringContaining('no size in westeurope for 900 vCPU'),
    });
    expect(answer(DEBIAN, { at: 'weu', cost: { priceRegion: 'atlantis' } })).toEqual({
      obstacle: 'prices of region atlantis: no list has it',
    });
  });
});

describe('the guest', () => {
  const os = (rest: WorkloadFacts['os']): WorkloadFacts => ({ ...DEBIAN, os: rest });

  it.each([
    {
      reason: 'a Windows that may be either',
      facts: os({ family: 'windows', name: 'Windows' }),
      asks: ['os: whether this Windows is a server or a client'],
    },
    { reason: 'no system', facts: os(undefined), asks: ['os: no source states the operating system'] },
    {
      reason: 'a client',
      facts: os({ family: 'windows', name: 'Windows 11' }),
      asks: ['sites.yaml licences.prices: {product: windows-client-rights, usd: …} per user and month'],
    },
    {
      reason: 'a Linux subscription nobody priced',
      facts: os({ family: 'linux', name: 'RHEL 9' }),
      asks: ['sites.yaml weu.cost.linuxSubscriptionUsdPerVmMonth'],
    },
  ])('$reason has no price, and a question', ({ facts, asks }) => {
    expect(one('guest-licence', facts, { at: 'weu' })).toMatchObject({ usd: null, asks });
  });

  it('Windows rented, Linux at the price that is given', () => {
    expect(one('guest-licence', WINDOWS_2016, { at: 'weu' })?.usd?.likely).toBeCloseTo(8 * 0.046 * 730, 9);
    const rhel = os({ family: 'linux', name: 'RHEL 9' });
    const cost = { linuxSubscriptionUsdPerVmMonth: 25 };
    expect(one('guest-licence', rhel, { at: 'weu', cost })?.usd?.likely).toBe(25);
    expect(one('guest-licence', DEBIAN, { at: 'weu' })).toBeUndefined();
  });
});

describe('SQL Server and updates', () => {
  const sql: WorkloadFacts = { ...WINDOWS_2016, software: [{ name: 'Microsoft SQL Server 2019 Standard' }] };

  it('cores at the list price of a pack of two, spread over the years of a licence', () => {
    const found = one('database-licence', sql);
    expect(found?.usd?.likely).toBeCloseTo((8 * 3945) / 2 / 60, 9);
    expect(found?.basis[0]).toBe(
      '8 cores, 1 machines by their virtual cores, at least 4 each, over 5 years (licensing.yaml sql-core, sql-vm-needs-sa, sql-cluster)',
    );
    expect(found?.basis).toHaveLength(2);
    const unknown = one('database-licence', { ...sql, software: [{ name: 'Microsoft SQL Server 2019' }] });
    expect(unknown).toMatchObject({ usd: null, asks: ['SQL Server edition: sites.yaml licences.sqlEditions'] });
    const web = one('database-licence', { ...sql, software: [{ name: 'Microsoft SQL Server 2019 Web' }] });
    expect(web).toMatchObject({ usd: null, asks: [expect.stringContaining('product: sql-server-web')] });
    expect(one('database-licence', DEBIAN)).toBeUndefined();
  });

  it('security updates: none before the end of support, by year after it, free in Azure, none for sale later', () => {
    const at = (asOf: string, place = 'old') => one('updates', WINDOWS_2016, { asOf, at: place });
    expect(at('2027-01-12')).toBeUndefined();
    const year = (share: number) => (8 * share * 1069) / 16 / 12;
    expect(at('2027-01-13')?.usd?.likely).toBeCloseTo(year(0.75), 9);
    expect(at('2028-01-12')?.usd?.likely).toBeCloseTo(year(0.75), 9);
    expect(at('2028-01-13')?.usd?.likely).toBeCloseTo(year(1), 9);
    expect(at('2028-01-13')?.basis[0]).toBe('year 2 after 2027-01-12, 8 cores (licensing.yaml esu-length, esu-price)');
    expect(at('2027-02-01', 'weu')).toMatchObject({
      usd: { low: 0, likely: 0, high: 0 },
      basis: ['free there: licensing.yaml esu-azure'],
    });
    expect(at('2032-01-01')).toMatchObject({
      usd: null,
      asks: ['support ended 2027-01-12: no updates are sold any more'],
    });
    expect(one('updates', DEBIAN, { asOf: '2027-02-01' })).toBeUndefined();
  });
});

it('a month of all that has a price, work spread over the months', () => {
  const range = (likely: number) => ({ low: likely - 1, likely, high: likely + 2 });
  const part = (usd: PricePart['usd'], period: PricePart['period'] = 'month'): PricePart => ({
    part: 'run',
    period,
    usd,
    basis: [],
    asks: [],
  });
  expect(monthlyRange([part(range(10)), part(null), part(range(24), 'one-off')], 12)).toEqual({
    low: 9 + 23 / 12,
    likely: 12,
    high: 12 + 26 / 12,
  });
});
