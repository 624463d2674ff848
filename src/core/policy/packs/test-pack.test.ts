import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { LOCK_FILE } from './lock.ts';
import { testPack } from './test-pack.ts';

const catalog = await loadCatalog();
const folder = new URL('../../../../packs/', import.meta.url);
const shipped = await Promise.all(
  (await readdir(folder))
    .filter((name) => name !== LOCK_FILE)
    .map(async (name) => ({ name, text: await readFile(new URL(name, folder), 'utf8') })),
);

describe('the shipped packs', () => {
  it.each(shipped)(
    '$name answers as its tests say, and each of its rules holds, fails and stays open in one',
    (file) => {
      const tested = testPack(file.text, file.name, catalog);
      expect(tested.tests.flatMap((test) => test.problems)).toEqual([]);
      for (const [id, states] of Object.entries(tested.shown)) {
        expect(states, `${tested.pack.id}/${id}`).toEqual(expect.arrayContaining(['satisfied', 'unknown', 'violated']));
      }
    },
  );
});

const HEAD = `id: own
version: 1.0.0
name: Own rules
source: house rules
asOf: '2026-11-22'
appliesWhen: 'true'
requirements:
  - {id: home, ref: r, title: t, remedy: r, test: site.country == "DE"}
  - {id: fresh, ref: r, title: t, remedy: r, test: 'daysBetween(workload.exitPlan.testedOn, asOf) <= 30'}
tests:
`;

function problems(tests: string): string[] {
  const { tests: results } = testPack(`${HEAD}${tests}`, 'own.yaml', catalog);
  return results.flatMap((test) =>
    test.problems.map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`),
  );
}

describe('a test inside a pack', () => {
  it.each<{ reason: string; test: string; says: readonly (string | RegExp)[] }>([
    { reason: 'what holds', test: '  - {name: a, site: {country: DE}, expect: {home: satisfied}}', says: [] },
    {
      reason: 'another answer, with its place',
      test: '  - name: a\n    site: {country: US}\n    expect: {home: satisfied}',
      says: ['13:20 tests[0].expect.home: expected satisfied, got violated'],
    },
    {
      reason: 'what is missing',
      test: '  - {name: a, expect: {home: satisfied}}',
      says: [/expected satisfied, got unknown, missing site\.country$/],
    },
    {
      reason: 'another thing missing than expected',
      test: '  - {name: a, expect: {home: {state: unknown, missing: [site.city]}}}',
      says: [/expected unknown, missing site\.city, got unknown, missing site\.country$/],
    },
    {
      reason: 'a name nobody knows, which would leave the answer unknown for the wrong reason',
      test: '  - {name: a, site: {contry: DE}, expect: {home: unknown}}',
      says: [/11:30 tests\[0\]\.site\.contry: there is no attribute "site\.contry"\. Did you mean/],
    },
    {
      reason: 'a value the attribute cannot have',
      test: '  - {name: a, site: {country: Germany}, expect: {home: violated}}',
      says: [/tests\[0\]\.site\.country: two-letter/],
    },
    {
      reason: 'a requirement that is not there',
      test: '  - {name: a, expect: {hom: unknown}}',
      says: [/no requirement "hom"\. Did you mean "home"/],
    },
    {
      reason: 'an earlier test that is not there',
      test: '  - {name: a, from: b, expect: {home: unknown}}',
      says: [/no earlier test "b"/],
    },
    { reason: 'a ladder that is not there', test: '  - {name: a, levels: {SOV1: 1}}', says: [/no ladder "SOV1"/] },
  ])('tells $reason', ({ test, says }) => {
    const found = problems(test);
    expect(found).toHaveLength(says.length);
    for (const [index, expected] of says.entries()) {
      if (typeof expected === 'string') expect(found[index]).toBe(expected);
      else expect(found[index]).toMatch(expected);
    }
  });

  it('builds on an earlier one: mappings are merged, null takes away', () => {
    const both = `  - {name: a, site: {country: DE, operator: {country: DE, own: true}}, expect: {home: satisfied}}
  - {name: b, from: a, site: {operator: {own: null}}, expect: {home: satisfied}}
  - {name: c, from: b, site: {country: null}, expect: {home: unknown}}
`;
    expect(problems(both)).toEqual([]);
    expect(problems(both.replace('own: null', 'own: null, name: null'))).toEqual([
      expect.stringContaining('takes away what no earlier test gives'),
    ]);
  });

  it('counts days from its own date, and from the date of the pack without one', () => {
    const test = (asOf: string, state: string): string =>
      `  - {name: a, ${asOf} workload: {exitPlan: {testedOn: '2026-11-01'}}, expect: {fresh: ${state}}}`;
    expect(problems(test('', 'satisfied'))).toEqual([]);
    expect(problems(test("asOf: '2027-11-22',", 'violated'))).toEqual([]);
  });

  it('is no part of the digest', () => {
    const digest = (tests: string): string => testPack(`${HEAD}${tests}`, 'own.yaml', catalog).pack.digest;
    expect(digest('  - {name: a, expect: {home: unknown}}')).toBe(digest('  - {name: b, expect: {home: unknown}}'));
  });
});
