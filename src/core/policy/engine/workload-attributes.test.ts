import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { loadPacks } from '../../../services/packs.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { WorkloadFacts } from '../../model/workload.ts';
import { siteSchema } from '../site.ts';
import type { Declaration } from '../site.ts';
import { createPolicyEngine } from './engine.ts';
import type { PolicyEngine } from './engine.ts';
import { attributeReader, declarer } from './workload-attributes.ts';

const catalog = await loadCatalog();
const packs = await loadPacks();

function read(path: string, facts: WorkloadFacts, declarations: Declaration[], organisation = {}) {
  const workload = workloadWith(facts);
  const reader = attributeReader(path, organisation, new Set(Object.keys(catalog.sovereignty.evidenceAttributes)));
  const declared = declarer(declarations)(workload);
  return { value: reader.read(workload, declared), open: reader.openBecause(workload, declared) };
}
const says = (match: string, attributes: Record<string, unknown>): Declaration => ({ match, attributes });

describe('declarations of which it is not known whether they match', () => {
  it.each<{ reason: string; path: string; declarations: Declaration[]; value?: unknown; open?: string[] }>([
    {
      reason: 'leave the attribute open, and name the field that would tell',
      path: 'contract.dpa',
      declarations: [says('cluster = a', { 'contract.dpa': true })],
      open: ['workload.contract.dpa', 'workload.cluster'],
    },
    {
      reason: 'may change what another one says: then neither is known',
      path: 'contract.dpa',
      declarations: [says('', { contract: { dpa: false } }), says('cluster = a', { 'contract.dpa': true })],
      open: ['workload.contract.dpa', 'workload.cluster'],
    },
    {
      reason: 'leave nothing open when they say the same',
      path: 'contract.dpa',
      declarations: [says('', { contract: { dpa: true } }), says('cluster = a', { 'contract.dpa': true })],
      value: true,
    },
    {
      reason: 'are settled by a later one that matches',
      path: 'contract.dpa',
      declarations: [says('cluster = a', { 'contract.dpa': true }), says('', { contract: { dpa: false } })],
      value: false,
    },
    {
      reason: 'may change what the organisation says for all',
      path: 'backupAndDr',
      declarations: [says('cluster = a', { backupAndDr: false })],
      open: ['workload.backupAndDr', 'workload.cluster'],
    },
    {
      reason: 'leave other attributes alone',
      path: 'backupAndDr',
      declarations: [says('cluster = a', { 'contract.dpa': false })],
      value: true,
    },
  ])('$reason', ({ path, declarations, value, open }) => {
    expect(read(path, { name: 'x' }, declarations, { backupAndDr: true })).toEqual({ value, open });
  });

  it('are told from those that are known not to match', () => {
    const declarations = [says('cluster = a', { 'contract.dpa': true })];
    expect(read('contract.dpa', { cluster: 'b' }, declarations)).toEqual({ value: undefined, open: undefined });
    expect(read('contract.dpa', { cluster: 'a' }, declarations)).toEqual({ value: true, open: undefined });
  });

  it('leave what is derived from an open fact open, too', () => {
    const workload = workloadWith({}, { open: { criticality: ['cluster'] } });
    const reader = attributeReader('criticalFunction', {}, new Set());
    expect(reader.openBecause(workload, declarer([])(workload))).toEqual([
      'workload.criticalFunction',
      'workload.cluster',
    ]);
  });
});

const EVERYWHERE = { country: 'DE', admin: { countries: ['DE'] }, support: { countries: ['DE'] } };
const HOME = {
  ...EVERYWHERE,
  telemetry: { countries: ['DE'] },
  subprocessors: { countries: [] },
  backup: { countries: ['DE'] },
  dr: { countries: ['DE'] },
};

function engineWith(declarations: readonly Declaration[]): PolicyEngine {
  return createPolicyEngine({
    packs,
    catalog,
    declarations,
    sites: [siteSchema.parse({ id: 'home', platform: 'x', target: 'kvm', attributes: HOME })],
    organisation: { country: 'DE', sector: 'finance', class: 'essential' },
    asOf: '2026-11-22',
  });
}

describe('rules that read them', () => {
  it('do not fall back on the site while a declaration may say otherwise', () => {
    const engine = engineWith([says('cluster = a', { 'backup.countries': ['IN'], 'transfer.tool': 'none' })]);
    const state = (facts: WorkloadFacts) =>
      engine
        .evaluate(workloadWith({ dataClasses: ['personal'], ...facts }), 'home')
        .findings.find(({ ruleId }) => ruleId === 'gdpr-ch5/g-44');
    expect(state({})?.state).toBe('unknown');
    expect(state({})?.missing).toContain('workload.cluster');
    expect(state({ cluster: 'b' })?.state).toBe('satisfied');
    expect(state({ cluster: 'a' })?.state).toBe('violated');
  });

  it('only settle when more is known of the workload', () => {
    const declaration = fc.record({
      match: fc.constantFrom('', 'cluster = a', 'not cluster = b', 'datacenter = a'),
      attributes: fc.record(
        {
          'backup.countries': fc.constantFrom(['DE'], ['IN']),
          'transfer.tool': fc.constantFrom('scc', 'none'),
          'transfer.tiaOnFile': fc.boolean(),
          'encryption.atRest': fc.boolean(),
          'exitPlan.documented': fc.boolean(),
          backupAndDr: fc.boolean(),
        },
        { requiredKeys: [] },
      ),
    });
    const known = fc.record({ cluster: fc.constantFrom('a', 'b'), datacenter: fc.constantFrom('a', 'b') });
    fc.assert(
      fc.property(fc.array(declaration, { maxLength: 3 }), known, fc.boolean(), (declarations, all, half) => {
        const engine = engineWith(declarations);
        const base: WorkloadFacts = { dataClasses: ['personal'], criticality: 'high' };
        const before = engine.evaluate(workloadWith({ ...base, ...(half && { cluster: all.cluster }) }), 'home');
        const after = engine.evaluate(workloadWith({ ...base, ...all }), 'home');
        for (const [index, { ruleId, state }] of before.findings.entries()) {
          const later = after.findings[index]?.state;
          if (state === 'violated') expect([ruleId, later]).toEqual([ruleId, 'violated']);
          // What holds either way may turn out not to concern the workload.
          if (state === 'satisfied') expect(['satisfied', 'not-applicable'], ruleId).toContain(later);
        }
      }),
      { numRuns: 60 },
    );
  });
});
