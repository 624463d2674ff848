import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { loadPacks } from '../../../services/packs.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import { createPolicyEngine } from '../engine/engine.ts';
import { parsePack } from '../packs/pack.ts';
import { parseSites } from '../parse-sites.ts';
import { EVIDENCE_BASES } from './basis.ts';
import { openControlBook } from './book.ts';
import type { ControlBook } from './book.ts';
import { evidenceOf } from './details.ts';
import type { SaidEvidence } from './evidence.ts';
import { controlMatrix } from './matrix.ts';
import { ownEvidence } from './own-evidence.ts';
import { factsBasis, ruleBasis } from './whose-word.ts';

const catalog = await loadCatalog();
const packs = await loadPacks('/no/such/home');
const demo = parseSites(await readFile(new URL('../../../../demo/sites.yaml', import.meta.url), 'utf8'), catalog);
const NOW = '2026-11-23T08:00:00.000Z';

const engineOf = (more: Partial<Parameters<typeof createPolicyEngine>[0]> = {}) =>
  createPolicyEngine({ packs, catalog, asOf: '2026-11-23', ...demo, waivers: [], regimes: undefined, ...more });

const word = (given: Partial<SaidEvidence>): SaidEvidence => ({
  feed: 'openscap',
  rule: 'encrypt_partitions',
  title: 'Encrypt partitions',
  state: 'pass',
  basis: 'observed',
  observedAt: NOW,
  cites: [],
  ...given,
});
const stated = word({ feed: 'policy', rule: 'c5/c5-key', basis: 'stated' });

type Said = readonly (readonly [string, SaidEvidence])[];
const PLACES = new Map(['a', 'b', 'c'].map((id) => [id, { name: id, siteId: 'fra', application: id }]));

function bookOf(said: Said, alike: Parameters<typeof openControlBook>[0]['alike'] = []): ControlBook {
  return openControlBook({
    mappings: catalog['control-mappings'],
    alike,
    evidence: said.map(([subject, each], at) => ({
      ...each,
      id: String(at),
      ...(PLACES.has(subject) ? { workloadId: subject } : { siteId: subject }),
    })),
    workloads: PLACES,
    siteIds: ['fra', 'ams'],
    asOf: NOW,
    staleAfterDays: 30,
  });
}
const rowOf = (said: Said) =>
  controlMatrix(bookOf(said), 'nist80053r5', 'site').rows.find(({ control }) => control === 'SC-28');

describe('what satisfies a control', () => {
  it.each<{ said: Said; basis: string | null; count: number }>([
    { said: [['fra', stated]], basis: 'stated', count: 3 },
    { said: [['*', stated]], basis: 'stated', count: 3 },
    { said: ['a', 'b', 'c'].map((id) => [id, word({})] as const), basis: 'observed', count: 0 },
    {
      said: [
        ['fra', stated],
        ['a', word({})],
      ],
      basis: 'partly',
      count: 2,
    },
    { said: [['fra', stated], ...['a', 'b', 'c'].map((id) => [id, word({})] as const)], basis: 'observed', count: 0 },
    {
      said: [
        ['fra', stated],
        ['a', word({ state: 'fail' })],
      ],
      basis: null,
      count: 2,
    },
  ])('is $basis for $count workloads', ({ said, basis, count }) => {
    const cell = rowOf(said)?.cells.find(({ column }) => column === 'fra');
    expect(cell).toMatchObject({ basis, stated: count });
    expect(cell?.state).toBe(basis === null ? 'violated' : 'satisfied');
  });

  it('is stated at a site where nothing runs yet, and over all as it is where columns differ: partly', () => {
    const row = rowOf([['*', stated], ...['a', 'b', 'c'].map((id) => [id, word({})] as const)]);
    expect(row?.cells.map(({ column, basis }) => [column, basis])).toEqual([
      ['fra', 'observed'],
      ['ams', 'stated'],
    ]);
    expect(row).toMatchObject({ state: 'satisfied', basis: 'partly' });
  });

  const subject = fc.constantFrom('a', 'b', 'c', 'fra', '*');
  const anyWord = fc
    .record({
      state: fc.constantFrom('pass' as const, 'fail' as const, 'unknown' as const, 'notapplicable' as const),
      rule: fc.constantFrom('encrypt_partitions', 'encrypt_partition_home'),
      basis: fc.constantFrom(...EVIDENCE_BASES),
    })
    .map(word);
  const anySaid = fc.array(fc.tuple(subject, anyWord), { maxLength: 10 });

  it('never changes a state: only whose word it is', () => {
    fc.assert(
      fc.property(anySaid, (said) => {
        const looked = rowOf(said.map(([id, each]) => [id, { ...each, basis: 'observed' }]));
        const row = rowOf(said);
        expect(row?.cells.map(({ state, workloads }) => [state, workloads])).toEqual(
          looked?.cells.map(({ state, workloads }) => [state, workloads]),
        );
        expect(row?.basis === null).toBe(row?.state !== 'satisfied');
        expect(looked?.cells.every((cell) => cell.stated === 0)).toBe(true);
        for (const cell of row?.cells ?? []) expect(cell.stated).toBeLessThanOrEqual(cell.workloads.satisfied);
      }),
      { numRuns: 60 },
    );
  });

  it('is the same whether said of many at once or of each, and so are its first lines', () => {
    fc.assert(
      fc.property(fc.array(anyWord, { maxLength: 4 }), fc.subarray(['a', 'b', 'c']), anySaid, (group, ids, said) => {
        const own = group.map((each) => ({ ...each, feed: 'policy' as const, rule: 'c5/c5-key' }));
        const atOnce = bookOf(said, [{ said: own, workloadIds: ids }]);
        const each = bookOf([...ids.flatMap((id) => own.map((one) => [id, one] as const)), ...said]);
        for (const by of ['site', 'application'] as const) {
          expect(controlMatrix(atOnce, 'nist80053r5', by)).toEqual(controlMatrix(each, 'nist80053r5', by));
        }
        const all = evidenceOf(each, 'nist80053r5', 'SC-28', { by: 'site' });
        const few = evidenceOf(atOnce, 'nist80053r5', 'SC-28', { by: 'site', perFeed: 2 });
        expect(few.total).toBe(all.lines.length);
        for (const feed of ['policy', 'openscap']) {
          const firstOf = ({ lines }: typeof all) => lines.filter((line) => line.feed === feed).slice(0, 2);
          expect(firstOf(few)).toEqual(firstOf(all));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the states of every application where only the largest have a column', () => {
    const book = bookOf([
      ['a', word({})],
      ['b', word({ state: 'fail' })],
      ['c', stated],
    ]);
    const all = controlMatrix(book, 'nist80053r5', 'application');
    const few = controlMatrix(book, 'nist80053r5', 'application', { most: 1 });
    expect(few.columns.map(({ id }) => id)).toEqual(['a']);
    expect(few.columnsLeftOut).toBe(2);
    const heads = ({ rows }: typeof all) => rows.map(({ cells: _cells, checks: _checks, ...row }) => row);
    expect(heads(few)).toEqual(heads(all));
  });
});

describe('whose word a rule takes', () => {
  it('is the organisation’s in every rule of the shipped packs that answers a check', () => {
    const { rules } = engineOf();
    const answering = new Set(
      catalog['control-mappings'].answers
        .filter(({ feeds }) => feeds.includes('policy'))
        .flatMap(({ rules: names }) => names),
    );
    const found = rules.filter(({ requirement }) => answering.has(requirement.ruleId));
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter((rule) => ruleBasis(rule, new Set()) === 'observed')).toEqual([]);
  });

  it.each([
    { test: 'workload.cpuCount <= 4', declared: [], basis: 'observed' },
    { test: 'workload.cpuCount <= 4', declared: ['cpuCount'], basis: 'stated' },
    { test: 'workload.cpuCount <= 4 || site.operator.own', declared: [], basis: 'stated' },
    { test: 'workload.criticality == "low"', declared: [], basis: 'stated' },
    { test: 'organisation.adminMfa', declared: [], basis: 'stated' },
    { test: 'asOf == "2026-11-23"', declared: [], basis: 'stated' },
  ])('$test with $declared declared is $basis', ({ test, declared, basis }) => {
    const requirements = [{ id: 'r', ref: 'r', title: 't', remedy: 'do it', test }];
    const own = { id: 'own', version: '1.0.0', name: 'own', source: 'own', asOf: '2026-11-22', appliesWhen: 'true' };
    const pack = parsePack(JSON.stringify({ ...own, requirements }), 'own.yaml', catalog);
    const [rule] = engineOf({ packs: [pack] }).rules;
    expect(rule && ruleBasis(rule, new Set(declared))).toBe(basis);
  });

  it('of facts is the platform’s, until sites.yaml or a dependency gave one of them', () => {
    const seen = { sourceId: 'vc1', nativeId: 'vm-1', observedAt: NOW };
    const given = (sourceId: string) =>
      workloadWith({ owner: 'x' }, { observations: [seen, { ...seen, sourceId }], provenance: { owner: 1 } });
    expect(factsBasis(given('cmdb'), ['owner', 'application'])).toBe('observed');
    expect(factsBasis(given('sites.yaml'), ['owner', 'application'])).toBe('stated');
    expect(factsBasis(given('sites.yaml'), ['os'])).toBe('observed');
    expect(factsBasis(given('dependencies'), ['owner'])).toBe('stated');
  });
});

describe('findings of alike workloads', () => {
  it('are those of each', () => {
    const engine = engineOf();
    const estate = Array.from({ length: 24 }, (_, at) =>
      workloadWith(
        {
          name: `vm-${at % 5}`,
          cluster: at % 2 === 0 ? 'fra-prod-01' : 'nowhere',
          ...(at % 3 === 0 && { dataClasses: ['personal'] }),
        },
        { id: `wl-${at}` },
      ),
    );
    const check = engine.checkEstate(estate);
    const expanded = [...check.alike()].flatMap(({ workloads, findings }) =>
      workloads.length === 0
        ? findings
        : workloads.flatMap(({ id }) => findings.map((finding) => ({ ...finding, workloadId: id }))),
    );
    const text = (all: Iterable<unknown>) => [...all].map((each) => JSON.stringify(each)).sort();
    expect(text(expanded)).toEqual(text(check.findings({ all: true })));
    expect([...check.alike()].length).toBeLessThan(10);
    const own = ownEvidence(
      estate,
      { rules: engine.rules, findings: check.alike(), declared: new Set() },
      catalog,
      NOW,
    );
    expect(
      own.alike.flatMap(({ said }) => said).every(({ basis, feed }) => feed !== 'policy' || basis === 'stated'),
    ).toBe(true);
  });
});
