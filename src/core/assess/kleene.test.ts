import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { either, listed, noneOf, not } from './kleene.ts';
import type { Truth } from './kleene.ts';

const truth = fc.constantFrom<Truth>(true, false, undefined);

describe('three-valued logic', () => {
  it.each<{ reason: string; truths: readonly Truth[]; answer: Truth }>([
    { reason: 'one true decides', truths: [undefined, true, false], answer: true },
    { reason: 'nothing true, one open', truths: [false, undefined], answer: undefined },
    { reason: 'all false', truths: [false, false], answer: false },
    { reason: 'nothing asked', truths: [], answer: false },
  ])('either: $reason', ({ truths, answer }) => {
    expect(either(...truths)).toBe(answer);
  });

  it('not keeps what is open open', () => {
    expect([not(true), not(false), not(undefined)]).toEqual([false, true, undefined]);
  });

  it('settling an open element never turns an answer that was settled', () => {
    fc.assert(
      fc.property(fc.array(truth), fc.array(fc.boolean()), (truths, later) => {
        const settled = truths.map((one, index) => one ?? later[index] ?? false);
        const before = noneOf(
          truths,
          (one) => one,
          ['disks'],
          () => 'found',
        );
        const after = noneOf(
          settled,
          (one) => one,
          ['disks'],
          () => 'found',
        );
        expect([before.outcome === 'unknown' ? after.outcome : before.outcome, 'unknown']).toContain(after.outcome);
        expect(after.outcome).not.toBe('unknown');
      }),
    );
  });

  it('fails with the offenders known, asks when only others are open, passes when all are cleared', () => {
    const ask = (items: readonly Truth[], why?: string) =>
      noneOf(
        items.map((offends, place) => ({ offends, place })),
        (item) => item.offends,
        ['disks'],
        (found) => found.map(({ place }) => place).join(),
        why,
      );
    expect(ask([false, true, undefined, true])).toEqual({ outcome: 'fail', evidence: '1,3' });
    expect(ask([undefined, true, false])).toEqual({ outcome: 'fail', evidence: '1' });
    expect(ask([false, undefined, false], 'nobody looked')).toEqual({
      outcome: 'unknown',
      missing: ['disks'],
      why: 'nobody looked',
    });
    expect(ask([undefined])).toEqual({ outcome: 'unknown', missing: ['disks'] });
    expect(ask([false, false])).toEqual({ outcome: 'pass' });
    expect(ask([])).toEqual({ outcome: 'pass' });
  });

  it('lists a few names and counts the rest', () => {
    expect(listed(['a', 'b', 'c'])).toBe('a, b, c');
    expect(listed(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
    expect(listed(['a', 'b', 'c', 'd', 'e'], 4)).toBe('a, b, c, d and 1 more');
  });
});
