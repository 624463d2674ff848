import { beforeAll, describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { readPacks } from '../../../services/packs.ts';
import { openControlBook } from './book.ts';
import type { ControlEvidence } from './evidence.ts';
import { controlMatrix } from './matrix.ts';

const { 'control-mappings': mappings } = await loadCatalog();
const NOW = '2026-11-23T08:00:00.000Z';

/** A site of which our own rules say this. */
function stateOf(framework: string, control: string, rules: Readonly<Record<string, 'pass' | 'fail' | 'unknown'>>) {
  const evidence = Object.entries(rules).map(([rule, state]): ControlEvidence => ({
    id: rule,
    feed: 'policy',
    rule,
    title: rule,
    state,
    basis: 'stated',
    observedAt: NOW,
    workloadId: 'wl-1',
    cites: [],
  }));
  const workloads = new Map([['wl-1', { name: 'db1', siteId: 'us', application: null }]]);
  const rest = { mappings, alike: [], siteIds: ['us'], asOf: NOW, staleAfterDays: 30 };
  const { rows } = controlMatrix(openControlBook({ ...rest, evidence, workloads }), framework, 'site');
  return rows.find((row) => row.control === control)?.state;
}

describe('rules that answer a check', () => {
  it('say nothing of where data is by stating that a contract names the places', () => {
    const written = { 'dora/do-loc': 'pass', 'c5/c5-loc': 'pass' } as const;
    for (const article of ['44', '45', '46']) expect(stateOf('gdpr', article, written)).toBe('unknown');
    expect(stateOf('nist80053r5', 'SA-9(5)', written)).toBe('unknown');
    expect(stateOf('gdpr', '28', written)).toBe('satisfied');
  });

  it('judge a transfer to the United States by the rule for it, not by the one that leaves it out', () => {
    expect(stateOf('gdpr', '45', { 'gdpr-ch5/g-44': 'pass', 'gdpr-ch5/g-dpf': 'fail' })).toBe('violated');
    expect(stateOf('gdpr', '45', { 'gdpr-ch5/g-44': 'pass', 'gdpr-ch5/g-dpf': 'unknown' })).toBe('unknown');
    expect(stateOf('gdpr', '45', { 'uk-gdpr/uk-ad': 'pass', 'uk-gdpr/uk-us': 'fail' })).toBe('violated');
  });

  it.each([
    ['c5/c5-inq', 'publishes a procedure'],
    ['fr-hds/hd-t', 'discloses its exposure'],
    ['schrems-ii/s-clear', 'holds no keys'],
    ['us-cloud-act-exposure/us-x', 'holds no keys, or is out of reach'],
    ['dora/do-tc', 'keeps the data in the EU, whoever it is'],
  ])('%s does not show that no foreign law reaches an operator that %s', (rule) => {
    expect(stateOf('gdpr', '48', { [rule]: 'pass' })).toBe('unknown');
  });

  it('know no certificate and no key of a site only because it is run by oneself', () => {
    expect(stateOf('nist80053r5', 'CA-2', { 'pci-dss-4.0.1/p-aoc': 'pass' })).toBe('unknown');
    expect(stateOf('nist80053r5', 'SC-12', { 'ch-finma/fi-secret': 'pass' })).toBe('unknown');
  });
});

describe('rules of the packs', () => {
  let tests: ReadonlyMap<string, string>;
  beforeAll(async () => {
    tests = new Map(
      (await readPacks()).flatMap(({ id, definition }) =>
        definition.requirements.flatMap((each) => ('test' in each ? [[`${id}/${each.id}`, each.test] as const] : [])),
      ),
    );
  });

  it("that pass for any site of one's own answer only what is between two parties", () => {
    expect(tests.size).toBeGreaterThan(100);
    const between = new Set(['contract-clauses', 'third-party-register']);
    const loose = mappings.answers
      .filter(({ check, feeds }) => feeds.includes('policy') && !between.has(check))
      .flatMap(({ check, rules }) => rules.map((rule) => ({ check, rule, test: tests.get(rule) ?? '' })))
      .filter(({ test }) => /operator\.own\s*\|\||!providerCanRead|locationsStated/.test(test));
    expect(loose).toEqual([]);
  });
});
