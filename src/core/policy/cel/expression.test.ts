import fc from 'fast-check';
import { CelScalar, celFunc, isCelError, run as runOracle } from '@bufbuild/cel';
import { describe, expect, it } from 'vitest';
import { compileExpression } from './expression.ts';
import { plainScope } from './scope.ts';
import type { Scope } from './scope.ts';
import { daysBetween, ExpressionProblem } from './subset.ts';
import { isUnknown } from './truth.ts';
import type { Truth } from './truth.ts';
import type { Vocabulary } from './vocabulary.ts';

const open: Vocabulary = {
  knows: () => true,
  derived: () => undefined,
  sources: (path) => [path],
  explain: (path) => path,
};
const truth = (text: string, values: Record<string, unknown>): Truth =>
  compileExpression(text, open).evaluate(plainScope(values));

describe('a condition over known values', () => {
  const values = {
    site: {
      country: 'DE',
      countries: ['DE', 'IE'],
      pue: 1.4,
      days: 31,
      own: true,
      certs: [{ id: 'c5', to: '2027-01-01' }],
    },
    eu: ['DE', 'IE', 'FR'],
    asOf: '2026-11-22',
  };
  it.each<{ text: string; expected: boolean; reason: string }>([
    { text: 'site.country in eu', expected: true, reason: 'membership' },
    { text: 'site.countries.all(c, c in eu)', expected: true, reason: 'all' },
    { text: 'site.countries.exists(c, c == "US")', expected: false, reason: 'exists' },
    { text: 'site.days <= 31', expected: true, reason: 'a YAML integer against an integer' },
    { text: 'site.pue <= 1', expected: false, reason: 'a YAML fraction against an integer' },
    { text: 'site.pue <= 1.5 && !(site.days > 31)', expected: true, reason: 'not and brackets' },
    { text: '(site.days == 31) == true', expected: true, reason: 'a bracket at the start of a compared part' },
    { text: 'site.own ? site.country == "DE" : false', expected: true, reason: 'choice' },
    { text: 'site.own', expected: true, reason: 'an attribute that is the answer' },
    { text: 'size(site.countries) == 2', expected: true, reason: 'size' },
    { text: 'site.country.startsWith("D")', expected: true, reason: 'text method' },
    { text: 'daysBetween("2026-11-01", asOf) <= 30', expected: true, reason: 'dates' },
    {
      text: 'site.certs.exists(c, c.id == "c5" && daysBetween(asOf, c.to) > 0)',
      expected: true,
      reason: 'below a variable',
    },
    { text: 'site["country"] == "DE"', expected: true, reason: 'a name in brackets' },
    { text: 'has(site.country) && !has(site.operator)', expected: true, reason: 'asks whether something is known' },
    { text: '["DE", site.country].all(c, c in ["DE"])', expected: true, reason: 'a list written out' },
  ])('$reason: $text', ({ text, expected }) => {
    expect(truth(text, values)).toBe(expected);
  });
});

describe('a condition over values that are not all known', () => {
  it.each<{ text: string; expected: Truth; reason: string }>([
    { text: 'site.a', expected: { missing: ['site.a'] }, reason: 'nothing said' },
    { text: 'site.a || site.yes', expected: true, reason: 'true decides an "or"' },
    { text: 'site.yes || site.a', expected: true, reason: 'on either side' },
    { text: 'site.a && site.no', expected: false, reason: 'false decides an "and"' },
    { text: 'site.a && site.yes', expected: { missing: ['site.a'] }, reason: 'true decides no "and"' },
    { text: 'site.a && site.b', expected: { missing: ['site.a', 'site.b'] }, reason: 'both are named' },
    { text: 'site.a || site.no', expected: { missing: ['site.a'] }, reason: 'only what is missing is named' },
    { text: '!(site.a == 1)', expected: { missing: ['site.a'] }, reason: 'not unknown is unknown' },
    { text: 'site.a in ["x"]', expected: { missing: ['site.a'] }, reason: 'membership of what is unknown' },
    { text: 'site.list.all(c, c == site.a)', expected: { missing: ['site.a'] }, reason: 'unknown inside a quantifier' },
    { text: 'site.list.all(c, c == "x" && c == site.a)', expected: false, reason: 'one known counterexample decides' },
    { text: 'site.a ? site.yes : site.yes', expected: { missing: ['site.a'] }, reason: 'a choice needs its condition' },
    { text: 'has(site.a)', expected: false, reason: 'has() alone may ask' },
  ])('$reason: $text', ({ text, expected }) => {
    expect(truth(text, { site: { yes: true, no: false, list: ['x', 'y'] } })).toEqual(expected);
  });

  it('says what was wrong with a value that cannot be used', () => {
    expect(truth('site.flag', { site: { flag: 'yes' } })).toMatchObject({
      missing: [],
      error: expect.stringContaining('"yes"'),
    });
    expect(truth('site.n <= 3', { site: { n: 'three' } })).toMatchObject({
      error: expect.stringContaining('site.n is "three"'),
    });
    expect(truth('site.n <= 3 || site.yes', { site: { n: 'three', yes: true } })).toBe(true);
  });

  const scope: Scope = {
    read: (path) => (path === 'known' ? ['DE', 'IE'] : path === 'eu' ? ['DE', 'IE'] : undefined),
    openBecause: (path) => (path === 'known' ? ['site.backup.countries'] : undefined),
  };
  it.each<{ text: string; expected: Truth; reason: string }>([
    {
      text: 'known.all(c, c in eu)',
      expected: { missing: ['site.backup.countries'] },
      reason: 'the rest might be outside',
    },
    { text: 'known.all(c, c == "DE")', expected: false, reason: 'one outside decides whatever the rest' },
    { text: 'known.exists(c, c == "DE")', expected: true, reason: 'one found decides' },
    { text: '"US" in known', expected: { missing: ['site.backup.countries'] }, reason: 'not found yet' },
    { text: '"DE" in known', expected: true, reason: 'found' },
    { text: 'size(known) == 2', expected: { missing: ['site.backup.countries'] }, reason: 'its size is not known' },
    { text: '!("US" in known)', expected: { missing: ['site.backup.countries'] }, reason: 'absence is not proved' },
  ])('of a list known in part, $reason: $text', ({ text, expected }) => {
    expect(compileExpression(text, open).evaluate(scope)).toEqual(expected);
  });
});

describe('the subset', () => {
  it.each<{ text: string; says: RegExp; reason: string }>([
    { text: 'a &&', says: /./, reason: 'syntax' },
    { text: 'a + 1 == 2', says: /arithmetic/, reason: 'int and double would mix' },
    {
      text: 'a.matches("(x+)+")',
      says: /"matches" is not in the subset/,
      reason: 'regular expressions differ between engines',
    },
    { text: 'timestamp(a) < b', says: /"timestamp"/, reason: 'functions outside' },
    { text: 'a.map(x, x)', says: /"map"/, reason: 'macros outside' },
    { text: 'constructor(a) == 1', says: /function "constructor" is not in the subset/, reason: 'inherited names' },
    { text: 'size(a)', says: /not true or false/, reason: 'no answer' },
    { text: '"yes"', says: /not true or false/, reason: 'a text is no answer' },
    { text: '{"a": 1}.a == 1', says: /maps/, reason: 'map literals' },
    { text: 'a == null', says: /only text/, reason: 'null' },
    { text: 'a[0] == 1', says: /name in quotes/, reason: 'positions' },
    { text: '(a.exists(x, x == 1)) == true', says: /by itself/, reason: 'a quantifier inside a comparison' },
    { text: '1 < "x"', says: /./, reason: 'types that never compare' },
  ])('refuses $reason: $text', ({ text, says }) => {
    expect(() => compileExpression(text, open)).toThrow(says);
    try {
      compileExpression(text, open);
    } catch (error) {
      expect(error).toBeInstanceOf(ExpressionProblem);
    }
  });

  it('lists what an expression reads', () => {
    const compiled = compileExpression('site.a.all(c, c in eu) && (has(site.b) || size(site.c.d) > 2)', open);
    expect(compiled.paths).toEqual(['eu', 'site.a', 'site.b', 'site.c.d']);
  });
});

const names = ['site.a', 'site.b', 'site.c'];
const texts = ['DE', 'US', 'x'];
const atom = fc.oneof(
  fc.constantFrom('site.t', 'site.f', 'true', 'false'),
  fc
    .tuple(fc.constantFrom(...names), fc.constantFrom('==', '!='), fc.constantFrom(...texts))
    .map(([n, op, v]) => `${n} ${op} "${v}"`),
  fc
    .tuple(fc.constantFrom(...names), fc.constantFrom('eu', 'site.l', '["x", "US"]'))
    .map(([n, list]) => `${n} in ${list}`),
  fc
    .tuple(fc.constantFrom('<', '<=', '>', '>=', '==', '!='), fc.constantFrom('3', '3.5', '-1', '4.0'))
    .map(([op, v]) => `site.n ${op} ${v}`),
  fc
    .tuple(fc.constantFrom('all', 'exists'), fc.constantFrom('c in eu', 'c == site.a', 'c != "x" || site.t'))
    .map(([q, body]) => `site.l.${q}(c, ${body})`),
  fc.constantFrom(
    'size(site.l) >= 2',
    'site.a.startsWith("D")',
    'site.a.contains(site.b)',
    'daysBetween(site.d, asOf) <= 365',
    '(size(site.l)) == 2',
  ),
);
const condition: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.tuple(tie('node'), fc.constantFrom('&&', '||'), tie('node')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    fc.tuple(tie('node')).map(([a]) => `!(${a})`),
    fc.tuple(tie('node'), tie('node'), tie('node')).map(([a, b, c]) => `((${a}) ? (${b}) : (${c}))`),
  ),
})).node;
const site = fc.record(
  {
    a: fc.constantFrom(...texts),
    b: fc.constantFrom(...texts),
    c: fc.constantFrom(...texts),
    l: fc.array(fc.constantFrom(...texts), { maxLength: 3 }),
    n: fc.constantFrom(-1, 3, 3.5, 4, 10),
    d: fc.constantFrom('2026-05-01', '2024-02-29'),
    t: fc.constant(true),
    f: fc.constant(false),
  },
  { requiredKeys: [], noNullPrototype: true },
);
const full = site.filter((value) => Object.keys(value).length === 8);

describe('beside another implementation of CEL', () => {
  const oracleDays = celFunc('daysBetween', [CelScalar.STRING, CelScalar.STRING], CelScalar.INT, (from, to) =>
    daysBetween(from, to),
  );

  it('gives the same answer when everything is known', () => {
    fc.assert(
      fc.property(condition, full, (text, value) => {
        const bindings = { site: value, eu: ['DE', 'FR'], asOf: '2026-11-22' };
        const expected = runOracle(text, bindings, { funcs: [oracleDays] });
        expect(isCelError(expected) ? expected.message : expected).toBe(truth(text, bindings));
      }),
      { numRuns: 400 },
    );
  });

  it('is unknown exactly where the other fails for a missing value', () => {
    fc.assert(
      fc.property(condition, site, (text, value) => {
        const bindings = { site: value, eu: ['DE', 'FR'], asOf: '2026-11-22' };
        const expected = runOracle(text, bindings, { funcs: [oracleDays] });
        const actual = truth(text, bindings);
        if (isCelError(expected)) expect(isUnknown(actual)).toBe(true);
        else expect(actual).toBe(expected);
      }),
      { numRuns: 400 },
    );
  });
});

describe('learning more', () => {
  it('settles an answer and never turns it; what is missing is really missing and is really read', () => {
    fc.assert(
      fc.property(condition, full, fc.subarray(['a', 'b', 'c', 'l', 'n', 'd', 't', 'f']), (text, value, hidden) => {
        const less = Object.fromEntries(Object.entries(value).filter(([key]) => !hidden.includes(key)));
        const bindings = { eu: ['DE', 'FR'], asOf: '2026-11-22' };
        const before = truth(text, { ...bindings, site: less });
        const after = truth(text, { ...bindings, site: value });
        expect(isUnknown(after)).toBe(false);
        if (!isUnknown(before)) {
          expect(before).toBe(after);
          return;
        }
        expect(before.missing.length).toBeGreaterThan(0);
        for (const path of before.missing) expect(hidden).toContain(path.replace('site.', ''));
      }),
      { numRuns: 400 },
    );
  });
});
