import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { canonicalJson, digestOf, digestText } from './digest.ts';
import { buildWhyRecord, compareWithRecord, whyDigest } from './make-why-record.ts';
import type { WhyInput } from './make-why-record.ts';

/** Rebuilds a value with the members of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

const json = fc.jsonValue({ depthSize: 'small' });

describe('canonicalJson', () => {
  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('does not depend on the order of members, but on that of lists', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
    expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  });

  it.each([
    { value: { b: 1, a: [true, null, '€'] }, text: '{"a":[true,null,"€"],"b":1}', reason: 'members by code unit' },
    {
      value: [1e30, 1e-7, -0, 333333333.3333333],
      text: '[1e+30,1e-7,0,333333333.3333333]',
      reason: 'numbers as in RFC 8785',
    },
    { value: { a: undefined }, text: '{}', reason: 'what is not said is not there' },
  ])('writes $reason', ({ value, text }) => expect(canonicalJson(value)).toBe(text));

  it.each([Number.NaN, Number.POSITIVE_INFINITY, undefined])('refuses %s, which has no JSON form', (value) => {
    expect(() => canonicalJson(value)).toThrow(/not allowed|no JSON form/);
  });

  it('digests as SHA-256 does', () => {
    expect(digestText('abc')).toBe('sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(digestOf({})).toBe(digestText('{}'));
  });
});

const INPUT: WhyInput = {
  decision: 'place',
  createdAt: '2026-11-22T10:00:00Z',
  actor: 'admin',
  generation: 4,
  estateDigest: 'sha256:e',
  catalogVersion: 'sha256:c',
  packs: { gdpr: { version: '1.0.0', digest: 'sha256:g' } },
  settings: { seed: 7, sites: 'sha256:s' },
  result: { total: 12.5 },
  productVersion: '0.1.0',
};

describe('buildWhyRecord', () => {
  it('gives the same digests and id for the same decision, however its members are ordered', () => {
    expect(buildWhyRecord(reversed(INPUT) as WhyInput)).toEqual(buildWhyRecord(INPUT));
    expect(buildWhyRecord(INPUT).id).toMatch(/^why-[0-9a-f]{16}$/);
  });

  it('does not take who asked, or when, for a reason', () => {
    const other = buildWhyRecord({ ...INPUT, actor: 'someone', createdAt: '2027-01-01T00:00:00Z' });
    expect(other.inputsDigest).toBe(buildWhyRecord(INPUT).inputsDigest);
    expect(other.id).not.toBe(buildWhyRecord(INPUT).id);
  });

  it('has an id and a digest that do not tell who asked: a name that was erased cannot be tried against them', () => {
    const [one, other] = [buildWhyRecord(INPUT), buildWhyRecord({ ...INPUT, actor: 'someone' })];
    expect(other.id).toBe(one.id);
    expect(whyDigest(other)).toBe(whyDigest(one));
    expect(whyDigest({ ...one, generation: 5 })).not.toBe(whyDigest(one));
  });

  it.each([
    { reason: 'the decision', change: { decision: 'plan' as const } },
    { reason: 'the estate', change: { estateDigest: 'sha256:x' } },
    { reason: 'the catalogue', change: { catalogVersion: 'sha256:x' } },
    { reason: 'a pack', change: { packs: { gdpr: { version: '1.0.1', digest: 'sha256:h' } } } },
    { reason: 'a setting', change: { settings: { seed: 8, sites: 'sha256:s' } } },
    { reason: 'the product', change: { productVersion: '0.2.0' } },
  ])('has another inputs digest for another $reason', ({ change }) => {
    expect(buildWhyRecord({ ...INPUT, ...change }).inputsDigest).not.toBe(buildWhyRecord(INPUT).inputsDigest);
  });

  it('has another result digest for another result only', () => {
    const other = buildWhyRecord({ ...INPUT, result: { total: 12.6 } });
    expect(other.resultDigest).not.toBe(buildWhyRecord(INPUT).resultDigest);
    expect(other.inputsDigest).toBe(buildWhyRecord(INPUT).inputsDigest);
  });

  it('does not keep the result itself', () => {
    expect(JSON.stringify(buildWhyRecord({ ...INPUT, result: 'a secret name' }))).not.toContain('a secret name');
  });
});

describe('compareWithRecord', () => {
  it('agrees with the same decision and names what differs otherwise', () => {
    const record = buildWhyRecord(INPUT);
    expect(compareWithRecord(record, INPUT)).toEqual({ same: true, differences: [] });
    const changed = compareWithRecord(record, { ...INPUT, estateDigest: 'sha256:x', result: { total: 1 } });
    expect(changed.same).toBe(false);
    expect(changed.differences.map((difference) => difference.split(':')[0])).toEqual(['estate', 'result']);
  });
});
