import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitFindings, limitIdentities } from './limits.ts';
import { concentrationLimitSchema } from './settings.ts';
import { sharesOf, unsettledOf } from './shares.ts';
import type { Counted } from './shares.ts';

const counted = (id: string, operator: string | undefined, over: Partial<Counted> = {}): Counted => ({
  id,
  functionId: id,
  critical: true,
  places: { operator, jurisdiction: undefined, country: undefined, technology: undefined, site: undefined },
  vcpu: 2,
  memoryMiB: 1024,
  ...over,
});
const byOperator = { over: 'operator', measure: 'workloads', criticalOnly: true } as const;

describe('shares', () => {
  it('are of what is critical, and sum to one where all is known', () => {
    const all = [counted('a', 'X'), counted('b', 'X'), counted('c', 'Y'), counted('d', 'Y', { critical: false })];
    expect(sharesOf(all, byOperator)).toEqual({
      certain: 3,
      possible: 0,
      unmeasured: 0,
      shares: [
        { name: 'X', certain: 2, possible: 0, lowPct: (2 / 3) * 100, highPct: (2 / 3) * 100 },
        { name: 'Y', certain: 1, possible: 0, lowPct: (1 / 3) * 100, highPct: (1 / 3) * 100 },
      ],
    });
  });

  it('are ranges where it is not known whether a workload counts, or where it is', () => {
    const all = [counted('a', 'X'), counted('b', 'Y'), counted('c', 'X', { critical: undefined })];
    const [x, y] = sharesOf(all, byOperator).shares;
    expect(x).toMatchObject({ name: 'X', lowPct: 50, highPct: (2 / 3) * 100 });
    expect(y).toMatchObject({ name: 'Y', lowPct: (1 / 3) * 100, highPct: 50 });
    const astray = sharesOf([counted('a', 'X'), counted('b', undefined)], byOperator).shares;
    expect(astray).toEqual([
      { name: 'X', certain: 1, possible: 1, lowPct: 50, highPct: 100 },
      { name: null, certain: 1, possible: 0, lowPct: 50, highPct: 50 },
    ]);
  });

  it('of functions count an application once per place it rests on', () => {
    const app = { functionId: 'erp' };
    const all = [counted('a', 'X', app), counted('b', 'Y', { ...app, critical: false }), counted('c', 'Y')];
    const { certain, shares } = sharesOf(all, { ...byOperator, measure: 'functions' });
    expect(certain).toBe(2);
    expect(shares).toMatchObject([
      { name: 'Y', certain: 2, lowPct: 100 },
      { name: 'X', certain: 1, lowPct: 50 },
    ]);
  });

  it('leave out what has no amount, and say how much that is', () => {
    const all = [counted('a', 'X'), counted('b', 'Y', { vcpu: undefined })];
    expect(sharesOf(all, { ...byOperator, measure: 'vcpu' })).toMatchObject({ certain: 2, unmeasured: 1 });
  });

  it('always hold the share that comes out once everything is known', () => {
    const truth = fc.array(
      fc.record({
        operator: fc.constantFrom('X', 'Y', 'Z'),
        critical: fc.boolean(),
        app: fc.constantFrom('p', 'q', undefined),
        sawOperator: fc.boolean(),
        sawCritical: fc.boolean(),
      }),
      { minLength: 1, maxLength: 12 },
    );
    const measures = fc.constantFrom('functions', 'workloads', 'vcpu' as const);
    fc.assert(
      fc.property(truth, measures, fc.boolean(), (all, measure, criticalOnly) => {
        const make = (known: boolean): readonly Counted[] =>
          all.map((each, index) =>
            counted(`w${index}`, known || each.sawOperator ? each.operator : undefined, {
              functionId: each.app ?? `w${index}`,
              critical: known || each.sawCritical ? each.critical : undefined,
            }),
          );
        const question = { over: 'operator', measure, criticalOnly } as const;
        const seen = sharesOf(make(false), question);
        for (const { name, lowPct } of sharesOf(make(true), question).shares) {
          const before = seen.shares.find((share) => share.name === name);
          if (before === undefined || lowPct === null) continue;
          expect(before.lowPct ?? 0).toBeLessThanOrEqual(lowPct + 1e-9);
          expect(before.highPct ?? 100).toBeGreaterThanOrEqual(lowPct - 1e-9);
        }
      }),
    );
  });
});

describe('limits', () => {
  const limit = concentrationLimitSchema.parse({
    id: 'one-operator',
    over: 'operator',
    measure: 'workloads',
    atMostPct: 60,
    reason: 'no single exit',
  });
  const found = (all: readonly Counted[], over = limit) => limitFindings(all, [over])[0];
  const states = (all: readonly Counted[]): string => {
    const finding = found(all);
    return `${Object.keys(finding?.evidence ?? {}).join()} ${finding?.state}`;
  };

  it('are broken, kept or unknown, one finding each', () => {
    expect(states([counted('a', 'X'), counted('b', 'X'), counted('c', 'Y')])).toBe('operator X,atMostPct violated');
    expect(states([counted('a', 'X'), counted('b', 'Y')])).toBe('operator X,atMostPct satisfied');
    expect(states([counted('a', 'X'), counted('b', 'Y'), counted('c', 'X', { critical: undefined })])).toBe(
      'operator X,atMostPct unknown',
    );
    expect(limitFindings([], [limit])).toEqual([]);
  });

  it('of named operators say nothing of others, whichever way they are spelt', () => {
    const named = { ...limit, of: ['y'] };
    expect(found([counted('a', 'X'), counted('b', 'Y')], named)).toMatchObject({
      state: 'satisfied',
      evidence: { 'operator Y': '50 %' },
    });
  });

  it('are unknown where much of it is nobody knows where', () => {
    expect(states([counted('a', 'X'), counted('b', undefined), counted('c', undefined)])).toBe(
      'operator X,operator unknown,atMostPct unknown',
    );
  });

  it('are unknown, not silent, where nothing has an amount or a named one may hold what is nobody knows where', () => {
    const none = [counted('a', 'X', { vcpu: undefined })];
    expect(limitFindings(none, [{ ...limit, measure: 'vcpu' }]).map(({ state }) => state)).toEqual(['unknown']);
    const split = [counted('a', 'X', { functionId: 'app' }), counted('b', undefined, { functionId: 'app' })];
    const named = concentrationLimitSchema.parse({ ...limit, measure: 'functions', of: ['AWS'] });
    expect(limitFindings(split, [named]).map(({ state }) => state)).toEqual(['unknown']);
    expect(limitFindings([counted('a', 'X')], [named]).map(({ state }) => state)).toEqual(['satisfied']);
    expect(limitFindings([counted('a', 'X', { critical: false })], [named])).toEqual([]);
  });

  it('are not taken for kept where amounts are missing', () => {
    const all = [counted('a', 'X'), counted('b', 'Y'), counted('c', 'X', { vcpu: undefined })];
    expect(found(all, { ...limit, measure: 'vcpu' })?.state).toBe('unknown');
  });

  it('are pinned by what they say', () => {
    const [first] = limitIdentities([limit]).values();
    const [other] = limitIdentities([{ ...limit, atMostPct: 61 }]).values();
    expect(first?.packVersion).toBe(found([counted('a', 'X')])?.packVersion);
    expect(other?.ruleDigest).not.toBe(first?.ruleDigest);
  });
});

describe('what would settle it', () => {
  it('is counted, of what may count only', () => {
    const all = [
      counted('a', 'X'),
      counted('b', undefined, { critical: undefined }),
      counted('c', undefined, { critical: false }),
    ];
    expect(unsettledOf(all, byOperator)).toEqual({ criticality: 1, site: 2, place: 0, amount: 0 });
  });
});
