/**
 * Every regime on whole sites files: one site that passes, one that fails, one of which too little is known. The cases are
 * those of the packs' own tests; here they go the way a user's file goes, and the estate is checked where it runs.
 */

import { stringify } from 'yaml';
import { describe, expect, it } from 'vitest';
import { leafPaths } from '../../src/core/policy/attribute-path.ts';
import { createPolicyEngine } from '../../src/core/policy/engine/engine.ts';
import type { Finding } from '../../src/core/policy/finding.ts';
import { parseSites } from '../../src/core/policy/parse-sites.ts';
import type { PackState, PackTest } from '../../src/core/policy/packs/pack-test-schema.ts';
import { workloadWith } from '../../src/core/model/workload.fixture.ts';
import { loadCatalog } from '../../src/services/catalog.ts';
import { loadPacks } from '../../src/services/packs.ts';

const catalog = await loadCatalog();
const packs = await loadPacks();

const stateOf = (expected: PackTest['expect'][string]): PackState =>
  typeof expected === 'string' ? expected : expected.state;

/** The case in which most rules come out so, and none the other way. */
function caseOf(tests: readonly PackTest[], state: PackState, never: readonly PackState[]): PackTest | undefined {
  const count = (test: PackTest): number => Object.values(test.expect).filter((each) => stateOf(each) === state).length;
  return tests
    .filter((test) => count(test) > 0 && !Object.values(test.expect).some((each) => never.includes(stateOf(each))))
    .toSorted((a, b) => count(b) - count(a))[0];
}

/** What a test gives, with those it builds on. */
function given(
  tests: readonly PackTest[],
  test: PackTest,
): Pick<PackTest, 'site' | 'workload' | 'organisation' | 'region' | 'asOf'> {
  const base = tests.find(({ name }) => name === test.from);
  if (base === undefined) return test;
  const before = given(tests, base);
  const over = (a: object = {}, b: object = {}): Record<string, unknown> => {
    const made: Record<string, unknown> = { ...a };
    for (const [key, value] of Object.entries(b)) {
      const both = [made[key], value].every((each) => each instanceof Object && !Array.isArray(each));
      if (value === null) delete made[key];
      else made[key] = both ? over(made[key] as object, value as object) : value;
    }
    return made;
  };
  return {
    ...before,
    ...test,
    site: over(before.site, test.site),
    workload: over(before.workload, test.workload),
    organisation: over(before.organisation, test.organisation),
  };
}

function check(packId: string, tests: readonly PackTest[], test: PackTest): readonly Finding[] {
  const { site = {}, workload = {}, organisation = {}, region, asOf } = given(tests, test);
  const { criticality, ...attributes } = workload;
  const text = stringify({
    apiVersion: 'isthmus/v1',
    organisation,
    regimes: [packId],
    sites: [
      {
        id: 'here',
        platform: 'kvm',
        target: region === undefined ? 'kvm' : 'azure-vm',
        ...(region === undefined ? {} : { region }),
        matches: { clusters: ['c1'] },
        attributes: site,
      },
    ],
    ...(leafPaths(attributes).length === 0 ? {} : { declarations: [{ match: 'cluster = c1', attributes }] }),
    ...(criticality === undefined ? {} : { classify: [{ match: 'cluster = c1', set: { criticality } }] }),
  });
  const file = parseSites(text, catalog);
  const engine = createPolicyEngine({
    packs,
    catalog,
    sites: file.sites,
    regimes: file.regimes,
    organisation: file.organisation,
    declarations: file.declarations,
    asOf: asOf ?? `${packs.find(({ id }) => id === packId)?.definition.asOf ?? ''}-01-01`.slice(0, 10),
  });
  const set = criticality === undefined ? {} : { criticality: criticality as 'high' };
  return [...engine.checkEstate([workloadWith({ cluster: 'c1', ...set })]).findings({ all: true })];
}

const statesOf = (findings: readonly Finding[]): readonly string[] =>
  [...new Set(findings.map(({ state }) => state))].sort();

it('all 27 regimes and the framework have a pack', () => {
  const ids = [...catalog.sovereignty.regimes.map(({ id }) => id), 'eu-csf'].sort();
  expect(ids).toHaveLength(28);
  expect(packs.map(({ id }) => id).sort()).toEqual(ids);
});

describe.each(packs.map((pack) => ({ id: pack.id, tests: pack.definition.tests ?? [] })))('$id', ({ id, tests }) => {
  const passing = caseOf(tests, 'satisfied', ['violated', 'unknown']);
  const failing = caseOf(tests, 'violated', ['satisfied', 'unknown']) ?? caseOf(tests, 'violated', ['unknown']);
  const open = caseOf(tests, 'unknown', ['violated', 'satisfied']);
  if (passing === undefined || failing === undefined || open === undefined) throw new Error(`${id} has no three cases`);

  it(`passes: ${passing.name}`, () => {
    const findings = check(id, tests, passing);
    const expected = Object.entries(passing.expect).filter(([, each]) => stateOf(each) === 'satisfied');
    for (const [rule] of expected) {
      expect(findings.find(({ ruleId }) => ruleId === `${id}/${rule}`)?.state, rule).toBe('satisfied');
    }
    expect(statesOf(findings)).not.toContain('violated');
  });

  it(`fails: ${failing.name}`, () => {
    const violated = check(id, tests, failing).filter(({ state }) => state === 'violated');
    const expected = Object.entries(failing.expect).filter(([, each]) => stateOf(each) === 'violated');
    expect(violated.map(({ ruleId }) => ruleId)).toEqual(
      expect.arrayContaining(expected.map(([rule]) => `${id}/${rule}`)),
    );
    for (const finding of violated) {
      expect(finding.remedy.length, 'says what to do').toBeGreaterThan(10);
      expect(finding.packVersion).toMatch(/^\d+\.\d+\.\d+$/);
      expect(Object.keys(finding.evidence).length, `${finding.ruleId} shows what it looked at`).toBeGreaterThan(0);
    }
  });

  it(`cannot be told: ${open.name}`, () => {
    const unknown = check(id, tests, open).filter(({ state }) => state === 'unknown');
    const rules = Object.keys(open.expect).map((rule) => `${id}/${rule}`);
    expect(unknown.some(({ ruleId }) => rules.includes(ruleId))).toBe(true);
    for (const finding of unknown) {
      expect(finding.missing.length, `${finding.ruleId} names what is missing`).toBeGreaterThan(0);
      expect(finding.remedy).toMatch(/sites\.yaml/);
    }
  });
});
