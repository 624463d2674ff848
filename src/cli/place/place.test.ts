import { describe, expect, it } from 'vitest';
import { placementComparisonSchema, placementSummarySchema } from '../../api/placements.ts';
import { cli, json } from '../run.fixture.ts';
import type { Ran } from '../run.fixture.ts';
import { forcingText } from './explain.ts';

const summary = (fields: object = {}) =>
  placementSummarySchema.parse({
    id: 'res-1',
    generation: 7,
    createdAt: '2026-11-22T08:00:00.000Z',
    sitesDigest: 'sha256:1',
    placed: 12,
    moves: 4,
    stays: 8,
    unplaced: 1,
    totalUsdPerMonth: 1000,
    currentUsdPerMonth: 1500,
    migrationUsdOneOff: 200,
    boundUsdPerMonth: 990,
    gapPct: 1.01,
    method: 'a search',
    warnings: ['something to know'],
    sites: [
      {
        siteId: 'fra',
        workloads: 12,
        costUsdPerMonth: 1000,
        priceUsdPerUnit: { vcpu: 3.5 },
        binds: ['vcpu'],
        resources: { vcpu: { used: 40, limit: 40 }, memoryMiB: { used: 2048, limit: null } },
      },
    ],
    flows: [{ fromSiteId: 'muc', toSiteId: 'fra', workloads: 4, usdPerMonth: 300 }],
    basis: [],
    ...fields,
  });

const operation = (fields: object = {}) => ({
  id: 'op-1',
  kind: 'place',
  state: 'running',
  progress: 0.5,
  phase: 'improving',
  detail: null,
  figures: { costUsdPerMonth: 1200, boundUsdPerMonth: 900, gapPct: 33.3, unplaced: 2, seconds: 3.2 },
  canStop: true,
  startedAt: new Date().toISOString(),
  finishedAt: null,
  result: null,
  problem: null,
  ...fields,
});

const bodyOf = ({ sent }: Ran): unknown => JSON.parse(typeof sent[0]?.body === 'string' ? sent[0].body : 'null');

const ends = (result: unknown) => json(operation({ state: 'succeeded', progress: 1, result }));

describe('place', () => {
  it('follows the search with its figures and prints what it found', async () => {
    const ran = await cli(['place', '--seed', '5', '--iterations', '10', '--seconds', '1.5'], {
      'POST /api/v1/placements': json(operation(), 202),
      'GET /api/v1/operations/op-1': ends(
        summary({
          stale: ['sites.yaml has changed since.'],
          diagnoses: [
            {
              workloads: 3,
              examples: ['db1'],
              relax: [{ what: 'memory at fra + 16 GiB', constraint: { kind: 'capacity' } }],
              minimal: false,
            },
          ],
          brokenRules: [
            { rule: 'ha', kind: 'apart', subject: 'Shop', at: 'fra', above: 1, usdPerMonth: 40, examples: ['web1'] },
          ],
        }),
      ),
    });
    expect(ran.code).toBe(0);
    expect(bodyOf(ran)).toEqual({ seed: 5, iterations: 10, seconds: 1.5 });
    expect(ran.err).toBe('improving: $1,200/month, best possible $900, gap 33.30 %, 2 without a place, 3 s\n');
    expect(ran.out).toContain('12 workloads placed (4 move, 8 stay), 1 have nowhere to go');
    expect(ran.out).toContain('within 1.01 % of it');
    expect(ran.out).toContain('vcpu (one more saves $3.50)');
    expect(ran.out).toContain('4  muc → fra');
    expect(ran.out).toContain('3 workloads (db1 …): relax memory at fra + 16 GiB (perhaps less would do)');
    expect(ran.out).toContain('ha is broken: Shop at fra, 1 too many, $40.00/month (web1)');
    expect(ran.out).toContain('! sites.yaml has changed since. Place again.');
  });

  it('goes on with what was asked for before, and says so', async () => {
    const ran = await cli(['place'], {
      'POST /api/v1/placements': json(operation({ startedAt: '2026-11-22T08:00:00.000Z' }), 202),
      'GET /api/v1/operations/op-1': ends(summary()),
    });
    expect(ran.err).toContain('This was asked for at 2026-11-22T08:00:00.000Z already; op-1 goes on.');
  });

  it.each([
    { argv: ['place', '--seed', 'x'] },
    { argv: ['place', '--iterations', '-1'] },
    { argv: ['place', '--seconds', '0'] },
    { argv: ['place', '--seconds', 'NaN'] },
    { argv: ['place', 'drill'] },
    { argv: ['place', 'compare', 'latest'] },
    { argv: ['place', 'compare', 'a', 'b', '--limit', '0'] },
  ])('refuses what cannot be, before anything is sent: $argv', async ({ argv }) => {
    expect(await cli(argv)).toMatchObject({ code: 64, out: '', sent: [] });
  });

  it('prints for programs: json, and the name that other commands take', async () => {
    const answers = {
      'POST /api/v1/placements': ends(summary({ kind: 'scenario', scenario: { id: 'dear', name: 'Dear' } })),
    };
    expect(JSON.parse((await cli(['place', '-o', 'json'], answers)).out)).toMatchObject({ id: 'res-1' });
    expect((await cli(['place', '-o', 'name'], answers)).out).toBe('scenario/res-1\n');
    const named = await cli(['get', 'assignments', 'scenario/res-1'], {
      'GET /api/v1/placements/res-1/assignments': json({ items: [], total: 0 }),
    });
    expect(named.code).toBe(0);
  });
});

describe('drill', () => {
  const drill = {
    lostSites: ['fra'],
    verdict: 'the verdict',
    struck: 12,
    rescued: 9,
    stranded: 3,
    strandedMissionCritical: 0,
    moved: 0,
    addedUsdPerMonth: 10,
  };
  it.each([
    { survives: true, code: 0 },
    { survives: false, code: 4 },
    { survives: false, proved: false, code: 4 },
  ])('ends with $code when survives is $survives', async ({ code, ...answer }) => {
    const drilled = summary({ kind: 'drill', lost: ['site/fra'], basedOn: 'res-0', drill: { ...drill, ...answer } });
    const ran = await cli(['place', 'drill', '--lose', 'site/fra', '--lose', 'zone/z', '--no-reserve'], {
      'POST /api/v1/placements/drills': ends(drilled),
    });
    expect(ran.code).toBe(code);
    expect(bodyOf(ran)).toMatchObject({
      lose: ['site/fra', 'zone/z'],
      useReserve: false,
      placement: 'latest',
    });
    expect(ran.out).toContain('Drill: site/fra lost, of res-0\nthe verdict\n');
  });
});

describe('compare', () => {
  it('says what it costs, who goes elsewhere and what the two were made from', async () => {
    const compared = placementComparisonSchema.parse({
      a: summary(),
      b: summary({ id: 'res-2', kind: 'scenario', scenario: { id: 'dear', name: 'Dear' }, totalUsdPerMonth: 1250 }),
      totalUsdPerMonth: 250,
      migrationUsdOneOff: 0,
      unplaced: 0,
      sites: [{ siteId: 'fra', workloadsA: 12, workloadsB: 10, usdPerMonthA: 1000, usdPerMonthB: 900 }],
      different: 2,
      onlyInA: 0,
      onlyInB: 0,
      flows: [{ siteA: 'fra', siteB: null, workloads: 2 }],
      workloads: [
        {
          workloadId: 'wl-1',
          workloadName: 'db1',
          siteA: 'fra',
          siteB: null,
          usdPerMonthA: 50,
          usdPerMonthB: null,
          whyA: 'a',
          whyB: 'b',
        },
      ],
      inputs: [{ what: 'scenario', a: 'none', b: 'dear' }],
    });
    const answers = { 'GET /api/v1/placements/compare': json(compared) };
    const ran = await cli(['place', 'compare', 'latest', 'dear'], answers);
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('per month $1,000 → $1,250 (+$250); one-off the same');
    expect(ran.out).toContain('scenario: none → dear');
    expect(ran.out).toContain('2  fra in a, (nowhere) in b');
    expect(ran.out).toContain('and 1 more');
  });
});

describe('the price of forcing', () => {
  it.each([
    { given: { extraUsdPerMonth: 12, extraIs: 'exact' as const }, text: '$12.00' },
    {
      given: { extraUsdPerMonth: 40, extraIs: 'at-most' as const, extraAtLeastUsdPerMonth: 12 },
      text: 'at most $40.00 (at least $12.00)',
    },
    { given: { extraUsdPerMonth: 3, extraIs: 'alone' as const }, text: '$3.00 by itself' },
    {
      given: { extraUsdPerMonth: 0, extraIs: 'at-most' as const, extraUnplaced: 2 },
      text: 'at most $0.00, 2 workloads without a place',
    },
    { given: {}, text: '' },
  ])('says what it is worth: $text', ({ given, text }) => {
    expect(forcingText({ siteId: 'x', target: 'kvm', readiness: 'ready', feasible: true, reasons: [], ...given })).toBe(
      text,
    );
  });
});
