import { describe, expect, it } from 'vitest';
import type { ControlDetailsDocument, ControlMatrixDocument } from '../../api/controls.ts';
import { cli, json } from '../run.fixture.ts';

const NONE = { violated: 0, unknown: 0, waived: 0, satisfied: 0, 'not-applicable': 0 };
const policy = {
  feed: 'policy' as const,
  evidence: 4,
  states: { ...NONE, satisfied: 4 },
  stated: 4,
  stale: 0,
  newest: null,
};
const scan = {
  feed: 'openscap' as const,
  evidence: 2,
  states: { ...NONE, violated: 1, satisfied: 1 },
  stated: 0,
  stale: 1,
  newest: '2026-11-20T10:00:00.000Z',
};
const cell = {
  column: 'fra',
  parts: NONE,
  uncovered: 0,
  answered: 1,
  conflicts: { check: 0, control: 0 },
  newest: null,
  stale: false,
};
const rows: ControlMatrixDocument['items'] = [
  {
    framework: 'nist80053r5',
    control: 'AC-2',
    checks: [
      { id: 'least-privilege', title: 'Least privilege', confidence: 'derived', answered: true },
      { id: 'mfa-admin', title: 'Multi-factor', confidence: 'derived', answered: false },
    ],
    state: 'satisfied',
    basis: 'stated',
    conflicts: 0,
    feeds: [policy],
    newest: null,
    cells: [
      {
        ...cell,
        state: 'satisfied',
        basis: 'stated',
        stated: 3,
        workloads: { ...NONE, satisfied: 3 },
        feeds: [policy],
      },
    ],
  },
  {
    framework: 'nist80053r5',
    control: 'SC-28',
    checks: [],
    state: 'violated',
    basis: null,
    conflicts: 1,
    feeds: [policy, scan],
    newest: scan.newest,
    cells: [
      {
        ...cell,
        state: 'violated',
        basis: null,
        stated: 2,
        workloads: { ...NONE, violated: 1, satisfied: 2 },
        conflicts: { check: 1, control: 0 },
        feeds: [policy, scan],
      },
    ],
  },
];
const matrix: ControlMatrixDocument = {
  framework: 'nist80053r5',
  by: 'site',
  asOf: '2026-11-23T08:00:00.000Z',
  generation: 1,
  staleAfterDays: 90,
  frameworks: [{ id: 'nist80053r5', name: 'NIST SP 800-53', unit: 'control', note: null }],
  columns: [
    { id: 'fra', workloads: 3 },
    { id: 'ams', workloads: 0 },
  ],
  columnsLeftOut: 0,
  totals: { ...NONE, violated: 1, satisfied: 18 },
  satisfied: { observed: 4, partly: 2, stated: 12 },
  conflicts: 1,
  items: rows,
  total: 2,
  unplaced: { openscap: 7 },
  imports: 1,
};
const MATRIX = { 'GET /api/v1/controls': json(matrix) };

describe('get controls', () => {
  it('tells what is only stated from what was looked at, in rows, cells and sums', async () => {
    const ran = await cli(['get', 'controls'], MATRIX);
    expect(ran.code).toBe(0);
    const [head, first, second] = ran.out.split('\n');
    expect(head).toMatch(/^CONTROL +STATE .*FRA +AMS/);
    expect(first).toMatch(
      /^AC-2 +satisfied, stated only .*1 of 2: least-privilege; open: mfa-admin .*policy 4✓ stated of 4 +satisfied 3\/3 stated/,
    );
    expect(second).toMatch(/^SC-28 +violated +1 .*openscap 1✗ 1✓ of 2, 1 old +violated 1\/3 !/);
    expect(ran.err).toContain('2 of 2 controls of nist80053r5 shown');
    expect(ran.err).toContain('Of all: 1 violated, 18 satisfied (of which 12 only stated, 2 partly only stated)');
    expect(ran.err).toContain('7 of openscap is about: it counts nowhere');
  });

  it('asks for what the options say, and for all columns where data is wanted', async () => {
    const argv = ['get', 'controls', 'dora', '--by', 'application', '--basis', 'stated', '--conflict', '-o', 'json'];
    const ran = await cli([...argv, '--stale-after', '30'], MATRIX);
    const query = new URL(ran.sent[0]?.url ?? '', 'http://x').searchParams;
    expect(Object.fromEntries(query)).toEqual({
      framework: 'dora',
      by: 'application',
      basis: 'stated',
      conflict: 'true',
      columns: '1000',
      staleAfterDays: '30',
    });
    expect(JSON.parse(ran.out)).toMatchObject({ satisfied: { stated: 12 } });
  });

  it('gives a table of figures as CSV', async () => {
    const ran = await cli(['get', 'controls', '-o', 'csv'], MATRIX);
    const [head = '', first = ''] = ran.out.split(/\r?\n/);
    const column = (name: string) => first.split(',')[head.split(',').indexOf(name)];
    expect([column('checks_answered'), column('fra_checks_answered')]).toEqual(['1', '1']);
    expect([column('control'), column('satisfied_on'), column('fra_satisfied_on'), column('fra_stated')]).toEqual([
      'AC-2',
      'stated',
      'stated',
      '3',
    ]);
    expect(column('ams')).toBe('unknown');
  });

  it.each([
    [['--basis', 'guessed'], '--basis takes observed, partly, stated'],
    [['--by', 'country'], '--by takes site or application'],
    [['--stale-after', '0'], '--stale-after'],
    [['--pack', 'gdpr'], 'get controls does not take --pack'],
  ])('refuses %s', async (more, words) => {
    const ran = await cli(['get', 'controls', ...more], MATRIX);
    expect(ran).toMatchObject({ code: 64, out: '', sent: [] });
    expect(ran.err).toContain(words);
  });
});

describe('one control', () => {
  it('says of each piece of evidence whether something looked', async () => {
    const [row] = rows;
    if (row === undefined) throw new Error('no row');
    const details: ControlDetailsDocument = {
      ...row,
      unit: 'control',
      frameworkName: 'NIST SP 800-53',
      asOf: matrix.asOf,
      staleAfterDays: 90,
      columns: matrix.columns,
      evidenceTotal: 1,
      answers: [],
      evidence: [
        {
          feed: 'policy',
          rule: 'nis2/n-i',
          title: 'Assets and access are managed',
          said: 'pass',
          state: 'satisfied',
          basis: 'stated',
          stale: false,
          observedAt: matrix.asOf,
          workloadId: null,
          workloadName: null,
          siteId: '*',
          application: null,
          part: null,
          profile: null,
          severity: 'must',
          detail: null,
          waiver: null,
          importId: null,
          links: [{ check: 'least-privilege', confidence: 'derived' }],
          conflict: null,
        },
      ],
    };
    const ran = await cli(['describe', 'control/nist80053r5/AC-2'], {
      'GET /api/v1/controls/nist80053r5%3AAC-2': json(details),
      'GET /api/v1/controls/nist80053r5:AC-2': json(details),
    });
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('state: satisfied, stated only');
    expect(ran.out).toContain('fra: satisfied, stated only: 3 satisfied (3 satisfied only because somebody says so)');
    expect(ran.out).toMatch(/pass +the organisation {2}nis2\/n-i {2}2026-11-23 {2}only stated/);
  });
});
