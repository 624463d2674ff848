import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { openControlBook } from './book.ts';
import type { ControlInput } from './book.ts';
import { evidenceOf } from './details.ts';
import { FEED_STATES, FEEDS } from './evidence.ts';
import type { ControlEvidence } from './evidence.ts';
import { controlMatrix } from './matrix.ts';
import type { ControlCell } from './matrix.ts';
import { CONTROL_STATES, compareStates } from './states.ts';

const catalog = await loadCatalog();
const NOW = '2026-11-23T08:00:00.000Z';

let serial = 0;
const says = (given: Partial<ControlEvidence>): ControlEvidence => ({
  id: `e${(serial += 1)}`,
  feed: 'openscap',
  rule: 'encrypt_partitions',
  title: 'Encrypt partitions',
  state: 'pass',
  basis: 'observed',
  observedAt: '2026-11-22T08:00:00.000Z',
  workloadId: 'wl-1',
  cites: [],
  ...given,
});

const input = (evidence: readonly ControlEvidence[], given: Partial<ControlInput> = {}): ControlInput => ({
  mappings: catalog['control-mappings'],
  alike: [],
  evidence,
  workloads: new Map([['wl-1', { name: 'db1', siteId: 'fra', application: 'shop' }]]),
  siteIds: ['fra', 'ams'],
  asOf: NOW,
  staleAfterDays: 30,
  ...given,
});

const matrixOf = (evidence: readonly ControlEvidence[], given: Partial<ControlInput> = {}) =>
  controlMatrix(openControlBook(input(evidence, given)), 'nist80053r5', 'site');

function cellOf(
  evidence: readonly ControlEvidence[],
  given: Partial<ControlInput> = {},
  control = 'SC-28',
): ControlCell {
  const row = matrixOf(evidence, given).rows.find((each) => each.control === control);
  const cell = row?.cells.find(({ column }) => column === 'fra');
  if (cell === undefined) throw new Error(`no cell of ${control}`);
  return cell;
}

describe('a cell', () => {
  it.each<{ says: Partial<ControlEvidence>; state: string; reason: string }>([
    { says: {}, state: 'satisfied', reason: 'pass alone satisfies' },
    { says: { state: 'fail' }, state: 'violated', reason: 'fail' },
    { says: { state: 'fixed' }, state: 'unknown', reason: 'mended, not looked at again' },
    { says: { state: 'error' }, state: 'unknown', reason: 'asked without an answer' },
    { says: { state: 'notchecked' }, state: 'unknown', reason: 'not checked' },
    { says: { state: 'unknown' }, state: 'unknown', reason: 'the feed does not know' },
    { says: { state: 'waived' }, state: 'waived', reason: 'an exception is not satisfied' },
    { says: { state: 'notapplicable' }, state: 'not-applicable', reason: 'does not apply' },
    { says: { observedAt: '2026-10-01T00:00:00.000Z' }, state: 'unknown', reason: 'an old pass shows nothing' },
    { says: { observedAt: null }, state: 'unknown', reason: 'nobody says when' },
    { says: { observedAt: 'last week' }, state: 'unknown', reason: 'nobody can tell when' },
    { says: { observedAt: '2099-01-01T00:00:00.000Z' }, state: 'unknown', reason: 'nobody has looked in 2099' },
    { says: { observedAt: '2026-11-23T20:00:00.000Z' }, state: 'satisfied', reason: 'a clock half a day ahead' },
    { says: { state: 'fail', observedAt: '2020-01-01T00:00:00.000Z' }, state: 'violated', reason: 'old, still broken' },
  ])('is $state: $reason', ({ says: given, state }) => {
    expect(cellOf([says(given)]).state).toBe(state);
  });

  it('is not there for what a profile leaves out, and its row is unknown', () => {
    const row = matrixOf([says({ state: 'notselected' })]).rows.find(({ control }) => control === 'SC-28');
    expect(row).toMatchObject({ state: 'unknown', cells: [], feeds: [] });
  });

  it('is unknown while a workload beside was not looked at', () => {
    const workloads = new Map(['wl-1', 'wl-2'].map((id) => [id, { name: id, siteId: 'fra', application: null }]));
    expect(cellOf([says({})], { workloads })).toMatchObject({
      state: 'unknown',
      uncovered: 1,
      workloads: { satisfied: 1, unknown: 1 },
    });
    const site = says({ feed: 'policy', rule: 'c5/c5-key', workloadId: undefined, siteId: 'fra' } as never);
    expect(cellOf([says({}), site], { workloads })).toMatchObject({ state: 'satisfied', uncovered: 0 });
  });

  it('shows the worse word and the contradiction', () => {
    const own = says({ feed: 'policy', rule: 'gdpr-ch5/g-32', observedAt: NOW });
    expect(cellOf([own, says({ state: 'fail' })])).toMatchObject({
      state: 'violated',
      conflicts: { check: 1, control: 0 },
      feeds: [{ feed: 'policy' }, { feed: 'openscap' }],
    });
    const cited = says({
      rule: 'other_rule',
      state: 'fail',
      cites: [{ framework: 'nist80053r5', control: 'SC-28', cited: 'SC-28' }],
    });
    expect(cellOf([own, cited])).toMatchObject({ state: 'violated', conflicts: { check: 0, control: 1 } });
  });

  it('sees a word about the site contradict one about a machine there', () => {
    const { workloadId: _, ...site } = says({ feed: 'policy', rule: 'gdpr-ch5/g-32' });
    const lines = [{ ...site, siteId: 'fra' }, says({ state: 'fail' })];
    expect(cellOf(lines).conflicts.check).toBe(1);
    const found = evidenceOf(openControlBook(input(lines)), 'nist80053r5', 'SC-28', { by: 'site', conflict: true });
    expect(found.lines.map(({ feed, state, conflict }) => [feed, state, conflict])).toEqual([
      ['openscap', 'violated', 'check'],
      ['policy', 'satisfied', 'check'],
    ]);
  });

  it('lets a later scan of the same profile replace an earlier one, and no other', () => {
    const before = says({ state: 'fail', observedAt: '2026-11-20T08:00:00.000Z', profile: 'a' });
    expect(cellOf([before, says({ profile: 'a' })]).state).toBe('satisfied');
    expect(cellOf([before, says({ profile: 'b' })]).state).toBe('violated');
    expect(cellOf([says({ profile: 'a' }), { ...before, observedAt: null }]).state).toBe('violated');
  });
});

describe('a later round', () => {
  const later = '2026-11-22T08:00:01.000Z';
  const azure = { feed: 'azure-policy', rule: '013e242c-8828-4970-87b3-ab247555486d', importId: 'evi-1' } as const;
  const stateAfter = (...lines: readonly Partial<ControlEvidence>[]): string =>
    cellOf(
      lines.map((line) => says(line)),
      {},
      azure.rule === lines[0]?.rule ? 'CP-9' : 'SC-28',
    ).state;

  it('is not the next second of the same import: all its words count', () => {
    expect(stateAfter({ ...azure, state: 'fail' }, { ...azure, observedAt: later })).toBe('violated');
    expect(stateAfter({ ...azure, observedAt: later }, { ...azure, state: 'fail' })).toBe('violated');
    expect(stateAfter({ state: 'fail', detail: '/dev/sda1' }, { detail: '/dev/sdb1' })).toBe('violated');
  });

  it('replaces the words of an earlier one, all of them', () => {
    const earlier = [{ ...azure, state: 'fail' } as const, { ...azure, observedAt: later }];
    const again = { ...azure, importId: 'evi-2', observedAt: '2026-11-22T09:00:00.000Z' };
    expect(stateAfter(...earlier, again)).toBe('satisfied');
    expect(stateAfter(again, ...earlier)).toBe('satisfied');
    expect(stateAfter(...earlier, { ...again, state: 'fail' })).toBe('violated');
  });

  it('is none that lies ahead: it replaces nothing, and nothing replaces it', () => {
    const ahead = '2099-01-01T00:00:00.000Z';
    expect(stateAfter({ state: 'fail' }, { observedAt: ahead })).toBe('violated');
    expect(stateAfter({}, { state: 'fail', observedAt: ahead })).toBe('violated');
    expect(stateAfter({}, { observedAt: ahead })).toBe('unknown');
  });

  it('about one object of a workload leaves words about another', () => {
    const again = { ...azure, importId: 'evi-2', observedAt: later };
    expect(stateAfter({ ...azure, object: '/vm/disk', state: 'fail' }, { ...again, object: '/vm' })).toBe('violated');
    expect(stateAfter({ ...azure, object: '/vm', state: 'fail' }, { ...again, object: '/vm' })).toBe('satisfied');
  });
});

describe('checks of a control', () => {
  const answeredIn = (...evidence: readonly ControlEvidence[]) => {
    const row = matrixOf(evidence).rows.find(({ control }) => control === 'SC-28');
    return {
      state: row?.state,
      checks: Object.fromEntries(row?.checks.map(({ id, answered }) => [id, answered]) ?? []),
      cells: row?.cells.map(({ column, answered }) => [column, answered]),
    };
  };
  const open = { 'encryption-at-rest': false, 'confidential-computing': false };

  it('are told apart: which were answered, beside a state that rests on these alone', () => {
    expect(answeredIn()).toMatchObject({ state: 'unknown', checks: open, cells: [] });
    expect(answeredIn(says({}))).toEqual({
      state: 'satisfied',
      checks: { ...open, 'encryption-at-rest': true },
      cells: [['fra', 1]],
    });
    const cites = [{ framework: 'nist80053r5', control: 'SC-28', cited: 'SC-28' }];
    expect(answeredIn(says({ rule: 'other', cites }))).toEqual({
      state: 'satisfied',
      checks: open,
      cells: [['fra', 0]],
    });
  });

  it('are answered by a failure too, and by no word without an answer', () => {
    expect(answeredIn(says({ state: 'fail' })).cells).toEqual([['fra', 1]]);
    expect(answeredIn(says({ state: 'error' })).cells).toEqual([['fra', 0]]);
    expect(answeredIn(says({ observedAt: null })).cells).toEqual([['fra', 0]]);
  });
});

describe('evidence that nobody can place', () => {
  it('is counted and stays out of every cell', () => {
    const { workloadId: _, ...nowhere } = says({ state: 'fail' });
    const matrix = matrixOf([nowhere]);
    expect(matrix.unplaced).toEqual({ openscap: 1 });
    expect(matrix.rows.every(({ cells }) => cells.length === 0)).toBe(true);
  });
});

describe('frameworks', () => {
  it.each(['iso27001_2022', 'c5_2020', 'gdpr', 'dora', 'nis2_art21_2'])(
    '%s is reached through the same check',
    (id) => {
      const rows = controlMatrix(openControlBook(input([says({ state: 'fail' })])), id, 'application').rows;
      const bad = rows.filter(({ state }) => state === 'violated').map(({ control }) => control);
      const check = catalog['control-mappings'].checks.find((each) => each.id === 'encryption-at-rest');
      for (const control of (check as unknown as Record<string, string[]>)[id] ?? []) expect(bad).toContain(control);
    },
  );
});

const evidenceArb = fc.record({
  feed: fc.constantFrom(...FEEDS),
  rule: fc.constantFrom('encrypt_partitions', 'gdpr-ch5/g-32', 'facts.disk-encryption', 'other'),
  state: fc.constantFrom(...FEED_STATES),
  observedAt: fc.constantFrom(
    null,
    '2099-01-01T00:00:00.000Z',
    '2026-11-22T08:00:00.000Z',
    '2026-11-21T08:00:00.000Z',
    '2026-01-01T00:00:00.000Z',
  ),
  subject: fc.constantFrom('wl-1', 'wl-2', 'fra', '*'),
});
const evidence = evidenceArb.map(({ subject, ...rest }) =>
  says({
    ...rest,
    cites: [{ framework: 'nist80053r5', control: 'SC-28', cited: 'SC-28' }],
    ...(subject.startsWith('wl') ? { workloadId: subject } : { workloadId: undefined, siteId: subject }),
  }),
);
const two = { workloads: new Map(['wl-1', 'wl-2'].map((id) => [id, { name: id, siteId: 'fra', application: 'a' }])) };
const stateOf = (lines: readonly ControlEvidence[]) =>
  matrixOf(lines, two).rows.find(({ control }) => control === 'SC-28')?.state ?? 'unknown';

describe('for any evidence', () => {
  it('one more failure never improves a state', () => {
    fc.assert(
      fc.property(fc.array(evidence, { maxLength: 12 }), evidence, (lines, more) => {
        const after = stateOf([...lines, { ...more, state: 'fail' }]);
        expect(compareStates(after, stateOf(lines))).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('without it nothing is satisfied: each workload needs a fresh pass of its own or of what is around it', () => {
    fc.assert(
      fc.property(fc.array(evidence, { maxLength: 12 }), (lines) => {
        if (stateOf(lines) !== 'satisfied') return;
        const passes = lines.filter(({ state, observedAt }) => state === 'pass' && observedAt?.startsWith('2026-11'));
        expect(passes.length).toBeGreaterThan(0);
        for (const id of two.workloads.keys()) {
          expect(lines.some(({ workloadId, siteId }) => workloadId === id || siteId !== undefined)).toBe(true);
        }
        expect(lines.some(({ state, observedAt }) => state === 'fail' && observedAt === null)).toBe(false);
      }),
    );
  });

  it('order does not matter, and workloads add up', () => {
    fc.assert(
      fc.property(fc.array(evidence, { maxLength: 12 }), (lines) => {
        const matrix = matrixOf(lines, two);
        expect(matrixOf(lines.toReversed(), two)).toEqual(matrix);
        for (const { cells } of matrix.rows) {
          for (const { workloads, column } of cells) {
            const all = CONTROL_STATES.reduce((sum, state) => sum + workloads[state], 0);
            expect(all).toBe(column === 'fra' ? 2 : 0);
          }
        }
      }),
    );
  });
});
