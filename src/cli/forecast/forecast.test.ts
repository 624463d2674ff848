/** What rightsize and forecast send and print, against canned answers. */

import { describe, expect, it } from 'vitest';
import { cli, json } from '../run.fixture.ts';
import { spanText } from './text.ts';

const range = (likely: number) => ({ low: likely / 2, likely, high: likely * 3 });

const MOVE = {
  id: 'wl-1',
  name: 'sap-01',
  set: 'wave-01',
  fromSite: 'fra',
  toSite: 'ocp',
  target: 'openshift-virtualization',
  method: 'forklift-vddk',
  hours: range(4),
  downtimeMinutes: range(20),
  copyGiB: range(500),
  rateMiBps: range(74),
  warm: true,
  startsAfterHours: 1,
  movedAfterHours: 5,
  basis: ['500 GiB to copy'],
  assumed: [],
  missing: [],
};
const FORECAST = {
  generation: 1,
  of: 'plan',
  subject: 'exit',
  sets: [
    {
      name: 'wave-01',
      wave: 1,
      startsOn: null,
      moves: 1,
      hours: range(5),
      boundHours: 4.5,
      bindsBy: 'the longest move, sap-01',
      oneByOneHours: range(5),
      copyGiB: range(500),
      unknownSize: 0,
      measurements: 16,
      methods: [{ id: 'forklift-vddk', title: 'Forklift', moves: 1, unverified: false }],
      impossible: [],
    },
  ],
  hours: range(5),
  settings: { linkMbps: 1000, concurrency: null, perHost: null, checkers: 10 },
  assumed: [{ text: 'used space is unknown', moves: 1 }],
  notes: ['Rates follow 16 measured moves.'],
  items: [MOVE],
  total: 1,
};

describe('isthmus forecast', () => {
  it('lists waves with their range, their bound and how much was measured', async () => {
    const { out, sent } = await cli(['forecast', '--link-mbps', '500'], { 'GET /api/v1/forecasts': json(FORECAST) });
    expect(sent[0]?.url).toContain('linkMbps=500');
    expect(out).toMatch(/wave-01 +- +1 +500Gi +2\.5 h +5\.0 h +15\.0 h +4\.5 h +the longest move, sap-01 +16/);
    expect(out).toContain('? 1 move: used space is unknown');
    expect(out).toContain('! Rates follow 16 measured moves.');
  });

  it('lists the moves of one wave with how long each is away', async () => {
    const { out } = await cli(['forecast', '--wave', '1'], { 'GET /api/v1/forecasts': json(FORECAST) });
    expect(out).toContain('4.0 h (2.0 h – 12.0 h)');
    expect(out).toContain('20 min (10 min – 60 min)');
    expect(out).toContain('  500 GiB to copy');
  });

  it('gives programs everything and no prose', async () => {
    const { out } = await cli(['forecast', '-o', 'json'], { 'GET /api/v1/forecasts': json(FORECAST) });
    expect(JSON.parse(out)).toMatchObject({ items: FORECAST.sets, moves: [MOVE], subject: 'exit' });
  });

  it('gives spreadsheets numbers, with their units in the names', async () => {
    const csv = async (...words: string[]) => {
      const { out } = await cli(['forecast', ...words, '-o', 'csv'], { 'GET /api/v1/forecasts': json(FORECAST) });
      const [names = '', values = ''] = out.split('\r\n');
      const cells = values.match(/"[^"]*"|[^,]+|(?<=,)(?=,|$)/g) ?? [];
      return Object.fromEntries(names.split(',').map((name, nth) => [name, cells[nth]]));
    };
    expect(await csv()).toMatchObject({
      wave: 'wave-01',
      copy_gib_likely: '500',
      hours_low: '2.5',
      hours_likely: '5',
      hours_high: '15',
      bound_hours: '4.5',
    });
    expect(await csv('--moves')).toMatchObject({
      id: 'wl-1',
      copy_gib_high: '1500',
      rate_mib_s_likely: '74',
      downtime_minutes_low: '10',
      moved_after_hours: '5',
    });
  });

  it('records minutes as seconds, and wants one of the two', async () => {
    const answer = json(
      {
        id: 'mov-1',
        method: 'forklift-vddk',
        fromSite: 'fra',
        toSite: null,
        workloadId: null,
        giB: 212,
        seconds: 2640,
        rateMiBps: 82.2,
        counts: true,
        measuredAt: '2026-11-23T02:00:00.000Z',
        note: null,
        actor: 'x',
      },
      201,
    );
    const given = ['forecast', 'record', '--method', 'forklift-vddk', '--gib', '212', '--from', 'site/fra'];
    const { out, sent } = await cli([...given, '--minutes', '44'], { 'POST /api/v1/measured-moves': answer });
    expect(JSON.parse(sent[0]?.body as string)).toMatchObject({ giB: 212, seconds: 2640, fromSite: 'fra' });
    expect(out).toBe('mov-1: 212 GiB in 44 min, 82.2 MiB/s\n');
    expect((await cli(given)).err).toContain('--minutes or --seconds');
    expect((await cli([...given, '--minutes', '1', '--seconds', '1'])).code).toBe(64);
  });

  it('writes time as people do', () => {
    expect([0, 0.5, 1.99, 2, 71.9, 72, 240].map(spanText)).toEqual([
      '0 min',
      '30 min',
      '119 min',
      '2.0 h',
      '71.9 h',
      '3.0 d',
      '10.0 d',
    ]);
  });
});

const verdicts = { smaller: 1, larger: 0, fits: 0, off: 0, 'no-data': 0 };
const total = { current: 8, recommended: 4, freed: 4, added: 0, verdicts };
const LIST = {
  generation: 1,
  total: 2,
  summary: {
    settings: { basis: 'p95', factor: 1.3, cpuSpeedFactor: 1, overrides: 0, placement: 'as-is' },
    counted: 3,
    verdicts: { ...verdicts, mixed: 0, off: 1, 'no-data': 1 },
    stars: [1, 0, 0, 0, 1],
    cpu: total,
    memory: { ...total, current: 8192, recommended: 8192, freed: 0 },
    histogram: { buckets: [], unknown: { cpu: 1, memory: 1 } },
    missing: [{ fact: 'utilisation.cpuP95Pct', workloads: 1, from: ['VMware vSphere'] }],
    money: {
      site: null,
      billedLess: { usdPerMonth: -12.5, priced: 1 },
      shareFreed: { usdPerMonth: 50_582, priced: 300 },
      unpriced: [],
      assumptions: [],
    },
  },
  items: [
    {
      id: 'wl-1',
      name: 'sap-01',
      site: 'fra',
      verdict: 'smaller',
      cpu: { current: 8, recommended: 4, verdict: 'smaller', basis: '8 vCPU × 20 %', missing: [] },
      memory: { current: 8192, recommended: 8192, verdict: 'fits', basis: '', missing: [] },
      confidence: { pct: 100, stars: 5, terms: [] },
      cautions: [],
      savesUsdPerMonth: -12.5,
      savesAs: 'billed-less',
      unpriced: null,
    },
  ],
};

describe('isthmus rightsize', () => {
  it('shows what each needs, and once what is not known', async () => {
    const { out, sent } = await cli(['rightsize', '--factor', '1.5', '--site', 'site/fra'], {
      'GET /api/v1/rightsizing': json(LIST),
    });
    expect(sent[0]?.url).toContain('factor=1.5&site=fra');
    expect(out).toMatch(/sap-01 +fra +smaller +8 +4 +8Gi +8Gi +\$-12\.50 +billed-less +100 % +-/);
    expect(out).toContain('1 of 3 measured: 1 smaller, 0 larger, 0 mixed, 0 fits\n1 switched off: not judged');
    expect(out).toContain('money   $12.50 a month billed more on 1 priced change at sites sold by size');
    expect(out).toContain(
      '        $50,582 a month of share freed on own hosts on 300 priced changes where they run now; hosts',
    );
    expect(out).toContain('? utilisation.cpuP95Pct of 1 workload is unknown: VMware vSphere');
  });

  it('follows pages until it has what was asked for', async () => {
    const more = json({ ...LIST, continue: 'abc' });
    const { out, sent } = await cli(['rightsize', '-A', '-o', 'csv'], {
      'GET /api/v1/rightsizing': [more, json(LIST)],
    });
    expect(sent).toHaveLength(2);
    expect(sent[1]?.url).toContain('continue=abc');
    const [names, ...rows] = out.trimEnd().split('\r\n');
    expect(names).toMatch(
      /^name,id,site,verdict,vcpu,needs_vcpu,memory_mib,needs_memory_mib,saves_usd_month,saves_as,/,
    );
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(/^sap-01,wl-1,fra,smaller,8,4,8192,8192,-12\.5,billed-less,,100,/);
  });

  it('leaves empty what a machine without data saves', async () => {
    const item = {
      ...LIST.items[0],
      verdict: 'no-data',
      savesUsdPerMonth: null,
      savesAs: null,
      unpriced: 'not measured',
    };
    const answer = { 'GET /api/v1/rightsizing': json({ ...LIST, items: [item] }) };
    expect((await cli(['rightsize', '-o', 'csv'], answer)).out).toContain(',8192,8192,,,not measured,100,');
    expect((await cli(['rightsize'], answer)).out).toMatch(/no-data +8 +4 +8Gi +8Gi +- +- +100 %/);
  });
});
